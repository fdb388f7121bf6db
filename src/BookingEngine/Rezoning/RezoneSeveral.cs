using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Transfers;

namespace BookingEngine.Rezoning;

/// <summary>What became of a booking of several resources.</summary>
/// <param name="IsMoved">False also for one that changed meanwhile. The next run looks at it again.</param>
/// <param name="Conflict">Why it stays; null for no reason.</param>
public readonly record struct RezonedSeveral(bool IsMoved, string? Conflict);

/// <summary>Gives a booking of several resources the instant that keeps its local time: in all its calendars by one decision, or in none. It keeps its resources. Only
/// capacity can refuse it.</summary>
public sealed class RezoneSeveral(JointDecisions decisions, AggregateLoader loader, CatalogueCache catalogue, CommandExecutor executor)
{
    /// <param name="context">Of this booking alone: its commit id is the decision's.</param>
    public async Task<RezonedSeveral> MoveAsync(ShiftedBooking shifted, CommandContext context, CancellationToken cancellation)
    {
        var booking = shifted.Booking;
        var calendar = await loader.RefreshAsync<Calendar>(Calendar.StreamOf(booking.CalendarId), cancellation);
        if (calendar.State.Find(booking.Id, context.Now) is not { IsHere: true, IsActive: true, State.Shared.Resources: not null } known || known.Entry.Start != booking.Slot)
        {
            return default;
        }

        if (shifted.Conflict is not null || shifted.TimeNow.Start <= context.Now)
        {
            return new(IsMoved: false, shifted.Conflict ?? RezoneConflicts.Notice);
        }

        var service = await catalogue.ServiceAsync(booking.ServiceId, cancellation) ?? DefaultCatalogue.InitialService with { Id = booking.ServiceId };
        var outcome = await decisions.RunAsync(ActOf(shifted, known, service, context), context, calendar.Version, cancellation);
        return outcome.IsRefused(out var refusal, out _) ? new(IsMoved: false, refusal == BookingRefusals.Changed ? null : RezoneConflicts.Taken) : new(IsMoved: true, Conflict: null);
    }

    /// <summary>Reports a booking that stays, if it was not reported before.</summary>
    /// <returns>How many were reported.</returns>
    public async Task<int> ReportAsync(ShiftedBooking shifted, string conflict, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await executor.RecordAsync<Calendar>(Calendar.StreamOf(shifted.Booking.CalendarId), context, Decide, cancellation);
        return outcome.IsRefused(out _, out var recorded) ? 0 : recorded.Length;

        Decision Decide(Calendar calendar) => calendar.Find(shifted.Booking.Id, context.Now) is { IsHere: true, IsActive: true } known && known.Entry.Start == shifted.Booking.Slot
            ? new Decision([.. RezoneDecision.Report(shifted, conflict, calendar)], null)
            : Decision.Nothing;
    }

    private static JointAct ActOf(ShiftedBooking shifted, CalendarBooking known, Service service, CommandContext context)
    {
        var (decision, lead, state, time) = (new MoveId(context.CommitId.Value), shifted.Booking.CalendarId, known.State, shifted.TimeNow);
        var (resources, segments) = (state.Shared!.Resources!.Value, BookedSegment.Shifted(state.Shared!.Segments, time.Start - known.Entry.Start));
        var moved = new BookingRezoned(known.Id, state.Arrival, time, known.Time, shifted.Agreed.ZoneData) { Resources = resources, Segments = segments, DecisionId = decision };
        var reserved = new TimeReserved(
            decision, known.Id, lead, state.UserId, known.Entry.ServiceId, known.Entry.Quantity, state.Terms, state.Status, time, IsOverride: false,
            [.. resources.Select(r => r.ResourceId).Where(r => r != lead).Distinct()], context.Now + JointDecisions.Deadline);
        var participants = reserved.Calendars.Select(r => new Participant(
            r, calendar => SharedReservations.Reserve(calendar, reserved with { Segments = BookedSegment.GivenBy(r, segments) }, c => Check(c, r))));
        return new(
            decision, known.Id, lead, [.. participants], calendar => Move(calendar, known, moved, c => known.Entry.IsElsewhere ? null : Check(c, lead)), new DecisionWithdrawn(decision, known.Id));

        Refusal? Check(Calendar calendar, ResourceId resource) => HasRoom(calendar, BookedSegment.GivenBy(resource, segments)) ? null : SlotRefusals.Unavailable;

        // A visit takes the time of its segments only.
        bool HasRoom(Calendar calendar, ImmutableArray<BookedSegment>? own) => own is { } parts
            ? parts.All(part => RezoneDecision.HasRoom(known, service, part, calendar, context.Now))
            : !(known.Entry.Blocks || known.Entry.IsElsewhere) || RezoneDecision.HasRoom(known, service, time.Start, calendar, context.Now);
    }

    // The booking moves only if it is as it was when its new time was reserved.
    private static Decision Move(Calendar calendar, CalendarBooking known, BookingRezoned moved, Func<Calendar, Refusal?> check) =>
        calendar.Find(known.Id)?.IsAs(known) is not true ? BookingRefusals.Changed
            : check(calendar) is { } refusal ? refusal
            : Decision.Of(moved);
}
