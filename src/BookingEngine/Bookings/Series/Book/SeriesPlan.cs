using System.Collections.Immutable;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Bookings.Series.Book;

/// <summary>A series at one resource, or at the same ones each time.</summary>
/// <param name="First">The resource and the start of the first booking. Of several resources: the one whose calendar decides.</param>
/// <param name="Times">All times of the rule.</param>
public sealed record SeriesPlan(SeriesId Id, BookSeries Command, SlotCandidate First, ImmutableArray<RuleTime> Times)
{
    /// <summary>For a service that takes several resources: the others, as they were read. Empty for one.</summary>
    public ImmutableArray<SlotCandidate> Others { get; init; } = [];

    /// <summary>The times that exist, each with the id that its booking would have.</summary>
    public IEnumerable<(BookingId Id, SlotCandidate Candidate, RuleTime Time)> Planned =>
        Times.Where(time => time.Start is not null).Select((time, n) => (Id.Booking(n), First with { Start = time.Start!.Value }, time));

    /// <summary>What a calendar would do.</summary>
    /// <param name="refused">What limits refuse already.</param>
    public SeriesCheck Check(Calendar calendar, IReadOnlyDictionary<BookingId, Refusal> refused)
    {
        var (made, skipped, others) = (ImmutableArray.CreateBuilder<BookingMade>(), new List<SkippedTime>(), Others.ToArray());
        skipped.AddRange(Times.Where(time => time.Start is null).Select(time => new SkippedTime(time.Local, SkipReasons.Gap)));
        foreach (var (id, candidate, time) in Planned)
        {
            if ((refused.GetValueOrDefault(id) ?? candidate.Check(calendar) ?? RefusalOf(others, candidate.Start)) is not { } refusal)
            {
                var booking = BookSlotHandler.Make(id, Command.First, candidate, details: null) with { External = candidate.UsedBy(calendar), LocalStart = time.Local };
                made.Add(booking);
                (calendar, others) = (With(calendar, booking, candidate.ResourceId), [.. others.Select(other => other with { At = other.At with { State = With(other.At.State, booking, other.ResourceId) } })]);
            }
            else if (SkipReasons.Of(refusal) is { } reason)
            {
                skipped.Add(new SkippedTime(time.Local, reason));
            }
            else
            {
                return new SeriesCheck([], [], refusal);
            }
        }

        return new SeriesCheck(made.ToImmutable(), [.. skipped.OrderBy(time => time.Start)], null);
    }

    private static Refusal? RefusalOf(SlotCandidate[] others, Instant start) =>
        others.Select(other => (other with { Start = start }).Check(other.At.State)).FirstOrDefault(refusal => refusal is not null);

    private static Calendar With(Calendar calendar, BookingMade booking, ResourceId resource) =>
        calendar with { Occupied = calendar.Occupied.Add(BookingState.EntryOf(booking, version: 0, resource)) };

    /// <param name="details">Encrypted for all bookings of the series.</param>
    public Decision Decide(Calendar calendar, IReadOnlyDictionary<BookingId, Refusal> refused, Encrypted? details)
    {
        var check = Check(calendar, refused);
        return check.RefusalOf(Command.Skips) is { } refusal ? refusal : Decision.Of([.. Complete(check, details)]);
    }

    /// <summary>The events of what is possible.</summary>
    internal IEnumerable<BookingMade> Complete(SeriesCheck check, Encrypted? details)
    {
        var rule = Command.Rule.TextIn(First.At.Locations.ZoneAt(First.Start));
        return check.Made.Select((made, n) => made with
        {
            Details = details,
            Part = new SeriesPart(Id.Value, n),
            Rule = rule,
            Skipped = n == 0 && !check.Skipped.IsEmpty ? check.Skipped : null,
        });
    }
}

/// <summary>Which times of a series are possible.</summary>
/// <param name="Refusal">The refusal of the whole series; null for none.</param>
public sealed record SeriesCheck(ImmutableArray<BookingMade> Made, ImmutableArray<SkippedTime> Skipped, Refusal? Refusal)
{
    /// <summary>The times that exist and are not possible.</summary>
    public IEnumerable<SkippedTime> Conflicts => Skipped.Where(time => time.Reason != SkipReasons.Gap);

    public bool IsWhole => Refusal is null && !Conflicts.Any();

    public Refusal? RefusalOf(bool skips) => Refusal ?? (Made.IsEmpty || (!skips && !IsWhole) ? new SeriesUnavailable(Skipped) : null);
}
