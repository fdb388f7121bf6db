using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Several;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.Series.Change;

/// <summary>Moves the bookings of a series of several resources, by one decision over all their calendars. If a race is lost, it tries again with what is free
/// then. An earlier attempt that has decided is not repeated.</summary>
public sealed class RescheduleSharedSeries(
    DecisionTries tries, UnfinishedActs unfinished, JointDecisions decisions, CalendarReader calendars, AggregateLoader loader, ManyLimits limits,
    ManyAlignments alignments, IRaceBackoff backoff)
{
    /// <summary>How many calendars one decision is about. Bookings that were moved alone to still other resources stay.</summary>
    private const int MaximumCalendars = 10;

    private static readonly ImmutableDictionary<BookingId, Refusal> NoRefusals = ImmutableDictionary<BookingId, Refusal>.Empty;

    public async Task<Outcome<ChangedSeries>> HandleAsync(SeriesMove move, bool skips, CommandContext context, CancellationToken cancellation)
    {
        // An earlier attempt may have reserved times. They are in the way of this one until its decision is known.
        if (context.Attempt is { IsFirst: false })
        {
            await SettleAsync(await ReadAsync(move, cancellation), context, cancellation);
        }

        var (made, steps) = await tries.FindAsync<BookingRescheduled>(context, cancellation);
        if (!made.IsEmpty)
        {
            var decision = ((BookingRescheduled)made[0].Event).DecisionId!.Value.Decision;
            return await ConfirmedAsync(move, move.Selection.After(SeriesCommands.Apply(move.Bookings, made), []), context with { CommitId = decision }, cancellation);
        }

        return await tries.RunAsync(steps, step => TryAsync(move, skips, step, cancellation), cancellation);
    }

    private async Task<(Outcome<ChangedSeries> Outcome, bool IsLost)> TryAsync(SeriesMove move, bool skips, CommandContext step, CancellationToken cancellation)
    {
        var (shared, isLost) = (await ChooseAsync(move, step, cancellation), false);
        var outcome = await limits.WithinAsync(
            shared.SubjectsOf(step), skips, step,
            async (refused, inner) =>
            {
                (var recorded, isLost) = await RecordAsync(shared, refused, skips, inner, cancellation);
                return recorded;
            },
            changed => move.Moved(changed).Select(m => m.After.Id).ToHashSet(), cancellation);
        return (outcome.IsRefused(out _, out var result) ? outcome : await ConfirmedAsync(move, result, step, cancellation), isLost);
    }

    // What stands in the way may be a reservation that will end. It steps back once and looks again.
    private async Task<SharedSeriesMove> ChooseAsync(SeriesMove move, CommandContext step, CancellationToken cancellation)
    {
        var (shared, kept) = (await ReadAsync(move, cancellation), new List<KeptBooking>());
        shared.Decide(NoRefusals, skips: true, step, kept);
        if (kept.TrueForAll(k => k.Reason != SkipReasons.Held) || await SettleAsync(shared, step, cancellation) == 0)
        {
            return shared;
        }

        await backoff.WaitAsync(1, cancellation);
        return await ReadAsync(move, cancellation);
    }

    // A calendar that refuses now what it had when it was read has lost a race.
    private async Task<(Outcome<ChangedSeries> Outcome, bool IsLost)> RecordAsync(
        SharedSeriesMove shared, IReadOnlyDictionary<BookingId, Refusal> refused, bool skips, CommandContext context, CancellationToken cancellation)
    {
        var (kept, selection) = (new List<KeptBooking>(), shared.Move.Selection);
        var decision = shared.Decide(refused, skips, context, kept);
        if (decision.Refusal is { } refusal || decision.Events.IsEmpty)
        {
            return (decision.Refusal is { } no ? no : selection.After([], kept), false);
        }

        var (lead, _) = await loader.LoadAsync<Calendar>(Calendar.StreamOf(selection.Named.CalendarId), cancellation);
        var outcome = await decisions.RunAllAsync(
            shared.ActOf(decision.Events, context), context, context.UnrecordedUpTo(lead.Version), cancellation);
        return outcome.IsRefused(out refusal, out var recorded)
            ? (refusal, SkipReasons.IsOfRace(refusal))
            : (selection.After(SeriesCommands.Apply(shared.Move.Bookings, recorded), kept), false);
    }

    private async Task<Outcome<ChangedSeries>> ConfirmedAsync(SeriesMove move, ChangedSeries changed, CommandContext context, CancellationToken cancellation)
    {
        await alignments.ConfirmMovedAsync(move.Target.Service, move.Moved(changed), context, cancellation);
        return changed;
    }

    private async Task<SharedSeriesMove> ReadAsync(SeriesMove move, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(CalendarsOf(move).Select(id => calendars.FindNewestAsync(id, cancellation)));
        return new(move, found.OfType<ResourceAtLocation>().ToImmutableDictionary(at => at.Resource.Id));
    }

    // Those of the named booking first.
    private static HashSet<ResourceId> CalendarsOf(SeriesMove move)
    {
        HashSet<ResourceId> calendars = [move.Selection.Named.CalendarId, .. move.Selection.Named.ResourceIds];
        foreach (var booking in move.Bookings.Where(b => b.CalendarId == move.Selection.Named.CalendarId))
        {
            var more = booking.ResourceIds.Except(calendars).ToList();
            calendars.UnionWith(calendars.Count + more.Count > MaximumCalendars ? [] : more);
        }

        return calendars;
    }

    private Task<int> SettleAsync(SharedSeriesMove shared, CommandContext context, CancellationToken cancellation)
    {
        var series = SeriesId.Of(shared.Move.Selection.Named.Id);
        return unfinished.SettleAsync(shared.At.Values, booking => SeriesId.Of(booking) == series, context.Now, cancellation);
    }
}
