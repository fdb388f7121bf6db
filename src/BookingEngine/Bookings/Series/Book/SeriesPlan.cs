using System.Collections.Immutable;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;

namespace BookingEngine.Bookings.Series.Book;

/// <summary>A series at one resource.</summary>
/// <param name="First">The resource and the start of the first booking.</param>
/// <param name="Times">All times of the rule.</param>
public sealed record SeriesPlan(SeriesId Id, BookSeries Command, SlotCandidate First, ImmutableArray<RuleTime> Times)
{
    /// <summary>The times that exist, each with the id that its booking would have.</summary>
    public IEnumerable<(BookingId Id, SlotCandidate Candidate, RuleTime Time)> Planned =>
        Times.Where(time => time.Start is not null).Select((time, n) => (Id.Booking(n), First with { Start = time.Start!.Value }, time));

    /// <summary>What a calendar would do.</summary>
    /// <param name="refused">What limits refuse already.</param>
    public SeriesCheck Check(Calendar calendar, IReadOnlyDictionary<BookingId, Refusal> refused)
    {
        var (made, skipped) = (ImmutableArray.CreateBuilder<BookingMade>(), new List<SkippedTime>());
        skipped.AddRange(Times.Where(time => time.Start is null).Select(time => new SkippedTime(time.Local, SkipReasons.Gap)));
        foreach (var (id, candidate, time) in Planned)
        {
            if ((refused.GetValueOrDefault(id) ?? candidate.Check(calendar)) is not { } refusal)
            {
                var booking = BookSlotHandler.Make(id, Command.First, candidate, details: null) with { External = candidate.UsedBy(calendar), LocalStart = time.Local };
                made.Add(booking);
                calendar = calendar with { Occupied = calendar.Occupied.Add(BookingState.EntryOf(booking, version: 0, candidate.ResourceId)) };
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

    /// <param name="details">Encrypted for all bookings of the series.</param>
    public Decision Decide(Calendar calendar, IReadOnlyDictionary<BookingId, Refusal> refused, Encrypted? details)
    {
        var check = Check(calendar, refused);
        return check.RefusalOf(Command.Skips) is { } refusal
            ? refusal
            : Decision.Of([.. check.Made.Select((made, n) => made with
            {
                Details = details,
                Part = new SeriesPart(Id.Value, n),
                Rule = Command.Rule.TextIn(First.At.Locations.ZoneAt(First.Start)),
                Skipped = n == 0 && !check.Skipped.IsEmpty ? check.Skipped : null,
            })]);
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
