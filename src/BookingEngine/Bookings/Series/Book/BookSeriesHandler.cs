using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Several;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Guests;
using BookingEngine.Slots;

namespace BookingEngine.Bookings.Series.Book;

/// <summary>Books a series: all of it, or what is possible of it. At one resource, that is one commit of its calendar.</summary>
public sealed class BookSeriesHandler(
    SlotCandidateFinder finder, CalendarReader calendars, IRecurringDates dates, CommandExecutor executor, ManyLimits limits, GuestIdentities guests,
    BookingTexts texts, BookSharedSeries shared)
{
    // Each try with another resource reads its calendar again.
    private const int MaximumTries = 5;

    private static readonly ImmutableDictionary<BookingId, Refusal> NoRefusals = ImmutableDictionary<BookingId, Refusal>.Empty;

    public async Task<Outcome<BookedSeries>> HandleAsync(BookSeries command, CommandContext context, CancellationToken cancellation)
    {
        if (command.First.Service is { Needs: not null, Parts: null })
        {
            return await shared.HandleAsync(command, context, cancellation);
        }

        var outcome = await BookAsync(command, context, cancellation);

        // A retry gets what the first attempt booked, even if a rule would refuse it now.
        return outcome.Refusal is not null && await executor.FindEarlierAsync(context, cancellation) is [{ Event: BookingMade }, ..] earlier
            ? BookedSeries.Of(earlier)
            : outcome;
    }

    private async Task<Outcome<BookedSeries>> BookAsync(BookSeries original, CommandContext context, CancellationToken cancellation)
    {
        if (original.First.Request.Service.Needs is not null)
        {
            return BookingRefusals.NoSeriesOfVisits;
        }

        var found = await finder.FindAsync(original.First.Request, context.Now, cancellation);
        if (found.IsRefused(out var refusal, out var candidates))
        {
            return refusal;
        }

        var command = original with { First = await WithCustomerAsync(original.First, context, cancellation) };
        if (Plan(command, candidates, context).IsRefused(out refusal, out var plans))
        {
            return refusal;
        }

        foreach (var plan in InOrder(plans, command.Skips).Take(MaximumTries))
        {
            var outcome = await TryAsync(plan, context, cancellation);
            if (outcome.Refusal is not { } refused || BookingLimitEnforcer.AppliesToAllResources(refused))
            {
                return outcome;
            }

            refusal = MostUseful(refusal, refused);
        }

        return refusal!;
    }

    private Outcome<ImmutableArray<SeriesPlan>> Plan(BookSeries command, SlotCandidates candidates, CommandContext context)
    {
        var (plans, expanded) = (ImmutableArray.CreateBuilder<SeriesPlan>(), new RememberedDates(dates));
        foreach (var candidate in candidates.InOrder())
        {
            if (SlotRefusals.OfRange(candidate.Start) is { } outside)
            {
                return outside;
            }

            var at = candidate.At.Locations;
            var local = command.First.When.Instant is null ? command.First.When.Local : candidate.Start.InZone(at.ZoneAt(candidate.Start)).LocalDateTime;
            if (SeriesTimes.Of(command.Rule, local, candidate.Start, at, expanded).IsRefused(out var refusal, out var times))
            {
                return refusal;
            }

            plans.Add(new SeriesPlan(SeriesId.Of(context.CommitId, times.Count(time => time.Start is not null)), command, candidate, times));
        }

        return plans.ToImmutable();
    }

    // By cached calendars: the calendars decide. Without skipping the first resource that has all, else the one that has most; then by the service's assignment.
    private static IEnumerable<SeriesPlan> InOrder(ImmutableArray<SeriesPlan> plans, bool skips) => plans.Length < 2
        ? plans
        : plans.Select(plan => (Plan: plan, Check: plan.Check(plan.First.At.State, NoRefusals)))
            .OrderBy(p => p.Check switch { { Refusal: not null } => int.MaxValue, { IsWhole: true } => 0, _ when skips => p.Check.Conflicts.Count(), _ => 1 })
            .Select(p => p.Plan);

    private async Task<Outcome<BookedSeries>> TryAsync(SeriesPlan cached, CommandContext context, CancellationToken cancellation)
    {
        var at = await calendars.FindNewestAsync(cached.First.ResourceId, cancellation);
        var plan = at is null ? cached : cached with { First = cached.First with { At = at } };
        var (command, check) = (plan.Command, plan.Check(plan.First.At.State, NoRefusals));
        LimitSubject[] subjects = [.. plan.Planned.Select(p => SubjectOf(p.Id, command.First, p.Candidate, context))];
        if (check.RefusalOf(command.Skips) is { } refused)
        {
            return refused is SeriesUnavailable ? await WithLimitsAsync(plan, subjects, context, cancellation) : refused;
        }

        return await limits.WithinAsync(
            subjects, command.Skips, context, (refusals, step) => RecordAsync(plan, refusals, step, cancellation), OfBooked, cancellation);
    }

    /// <summary>The refusal with the reasons of the limits, too.</summary>
    private async Task<Refusal> WithLimitsAsync(SeriesPlan plan, LimitSubject[] subjects, CommandContext context, CancellationToken cancellation) =>
        plan.Check(plan.First.At.State, await limits.FindRefusedAsync(subjects, context, cancellation)).RefusalOf(skips: false)!;

    private async Task<Outcome<BookedSeries>> RecordAsync(
        SeriesPlan plan, IReadOnlyDictionary<BookingId, Refusal> refused, CommandContext context, CancellationToken cancellation)
    {
        if (plan.Check(plan.First.At.State, refused).RefusalOf(plan.Command.Skips) is { } refusal)
        {
            return refusal;
        }

        var first = plan.Command.First;
        var details = await texts.EncryptAsync(first.UserId, plan.Id.Booking(0), first.Details);
        if (details is null && first.Details is not null)
        {
            return BookingRefusals.CustomerErased;
        }

        var outcome = await executor.RecordAsync<Calendar>(plan.First.Stream, context, calendar => plan.Decide(calendar, refused, details), cancellation);

        // An earlier attempt may have had a service of several resources, and its decision was withdrawn.
        return outcome.IsRefused(out refusal, out var recorded) ? refusal
            : recorded is [{ Event: BookingMade }, ..] ? BookedSeries.Of(recorded)
            : BookingRefusals.Changed;
    }

    private static IReadOnlySet<BookingId> OfBooked(BookedSeries booked) => booked.Bookings.Select(booking => booking.Id).ToHashSet();

    private static LimitSubject SubjectOf(BookingId id, BookSlot command, SlotCandidate candidate, CommandContext context) =>
        new(command.UserId, id, candidate.Service, candidate.ResourceId, candidate.Time, context.CommitId) { IsOverride = candidate.IsOverride };

    private static Refusal MostUseful(Refusal? first, Refusal next) => (first, next) switch
    {
        (SeriesUnavailable known, SeriesUnavailable other) => other.Reasons.Length < known.Reasons.Length ? other : known,
        _ => SlotCandidates.MostUseful(first, next),
    };

    private async Task<BookSlot> WithCustomerAsync(BookSlot command, CommandContext context, CancellationToken cancellation) =>
        command.For is not { Guest: var guest } ? command : command with
        {
            UserId = await guests.FindOrDeriveAsync(guest, context, cancellation),
            Details = guest.AddTo(command.Details),
        };
}
