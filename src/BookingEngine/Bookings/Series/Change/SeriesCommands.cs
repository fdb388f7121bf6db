using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Transfers;

namespace BookingEngine.Bookings.Series.Change;

/// <summary>The event that changes one booking, or why it stays; neither if nothing changes.</summary>
/// <param name="right">The actor's right to the booking.</param>
internal delegate Decision SeriesBookingDecision(CalendarBooking booking, Calendar calendar, BookingRight right);

/// <summary>Changes many bookings of a series, in one commit for each calendar that decides about some of them.</summary>
public sealed class SeriesCommands(CommandExecutor executor, SharedBookings shared)
{
    /// <summary>Changes each booking that can change. A refusal for which no time is skipped refuses all.</summary>
    internal async Task<Outcome<ChangedSeries>> ChangeEachAsync(
        SeriesSelection selection, IEnumerable<Booking> bookings, CommandContext context, SeriesBookingDecision decide, CancellationToken cancellation)
    {
        var (changed, kept) = (new List<Booking>(), new List<KeptBooking>());
        foreach (var calendar in bookings.GroupBy(booking => booking.CalendarId))
        {
            // A retry may find nothing to change any more in the calendars that an earlier attempt got to.
            var step = calendar.Key == selection.Named.CalendarId ? context : context with { CommitId = new CommitId(context.CommitId.Derive($"{calendar.Key}")), Attempt = null };
            List<KeptBooking> keptHere = [];
            await shared.AnnounceAsync([.. calendar]);
            var outcome = await RecordAsync(
                calendar.Key, step, state => Decide(selection, [.. calendar], state, context, decide, keptHere), cancellation);
            if (outcome.IsRefused(out var refusal, out var recorded))
            {
                return refusal;
            }

            await shared.FollowAsync([.. calendar]);
            changed.AddRange(Apply(calendar, recorded));
            kept.AddRange(keptHere);
        }

        return selection.After(changed, kept);
    }

    /// <summary>What an earlier attempt has changed, instead of a refusal: what it left may be against the rules now. The outcome itself if there is none.</summary>
    internal async Task<Outcome<ChangedSeries>> OrEarlierAsync(
        Outcome<ChangedSeries> outcome, SeriesSelection selection, CommandContext context, CancellationToken cancellation)
    {
        var earlier = outcome.Refusal is null ? [] : await executor.FindAllEarlierAsync(context, cancellation);
        return earlier.FirstOrDefault(commit => commit[0].Event is ISeriesEvent) is { IsDefault: false } changed
            ? selection.After(Apply(selection.InScope, changed), [])
            : outcome;
    }

    internal Task<Outcome<ImmutableArray<RecordedEvent>>> RecordAsync(
        ResourceId resource, CommandContext context, Func<Calendar, Decision> decide, CancellationToken cancellation) =>
        executor.RecordAsync(Calendar.StreamOf(resource), context, decide, cancellation);

    /// <summary>The bookings after their events.</summary>
    internal static IEnumerable<Booking> Apply(IEnumerable<Booking> bookings, ImmutableArray<RecordedEvent> recorded)
    {
        var byId = bookings.ToDictionary(booking => booking.Id);
        return recorded.Where(e => byId.ContainsKey(((IBookingEvent)e.Event).BookingId)).Select(e => byId[((IBookingEvent)e.Event).BookingId].Apply(e));
    }

    /// <summary>With the operation, and their numbers in it.</summary>
    internal static Decision AsParts(IEnumerable<IDomainEvent> events, Guid operation) =>
        new([.. events.Select((e, n) => WithPart(e, new SeriesPart(operation, n)))], null);

    // Runs again if the calendar has changed.
    private static Decision Decide(
        SeriesSelection selection, ImmutableArray<Booking> bookings, Calendar calendar, CommandContext context, SeriesBookingDecision decide,
        List<KeptBooking> kept)
    {
        List<IDomainEvent> events = [];
        kept.Clear();
        foreach (var booking in bookings)
        {
            var known = calendar.Find(booking.Id, context.Now);
            var decision = known is { IsHere: true } ? decide(known, calendar, selection.Rights[booking.Id]) : BookingRefusals.Changed;
            if (decision.Refusal is { } refusal)
            {
                if (SkipReasons.Of(refusal) is not { } reason)
                {
                    return refusal;
                }

                kept.Add(new KeptBooking(booking, reason) { Refusal = refusal });
            }
            else
            {
                events.AddRange(decision.Events);
                calendar = decision.Events.Aggregate(calendar, (state, e) => state.Apply(Recorded(e, booking, context)));
            }
        }

        return AsParts(events, context.CommitId.Value);
    }

    private static RecordedEvent Recorded(IDomainEvent domainEvent, Booking booking, CommandContext context) => new(
        Calendar.StreamOf(booking.CalendarId), 0, domainEvent, new CommitMetadata(context.Now, context.Actor, context.CorrelationId));

    private static IDomainEvent WithPart(IDomainEvent domainEvent, SeriesPart part) => domainEvent switch
    {
        BookingCancelled e => e with { Part = part },
        BookingApproved e => e with { Part = part },
        BookingDeclined e => e with { Part = part },
        BookingRescheduled e => e with { Part = part },
        _ => throw new InvalidOperationException($"{domainEvent.GetType().Name} is no part of an operation on a series."),
    };
}
