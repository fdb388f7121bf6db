using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Bookings.Reschedule;

/// <param name="When">The new start. Without an offset: local time at the resource's location.</param>
/// <param name="ResourceId">The new resource; null to keep the present one.</param>
/// <param name="IsOverride">Whether the rules are overridden.</param>
public sealed record RescheduleBooking(BookingId Id, Actor Actor, SlotInput When, ResourceId? ResourceId, bool IsOverride);

/// <summary>Moves a booking to another time, in its calendar or in another. The booking keeps its id, its duration and its terms. A
/// repeated request changes nothing and gets the same answer.</summary>
public sealed class RescheduleBookingHandler(
    BookingCommands commands, BookingFinder finder, BookingTransfer transfers, CalendarReader calendars, CatalogueCache catalogue, BookingAccess access,
    BookingLimitEnforcer limits, AlternativeSlots alternatives)
{
    public async Task<Outcome<Booking>> HandleAsync(RescheduleBooking command, CommandContext context, CancellationToken cancellation)
    {
        if (await finder.FindAsync(command.Id, cancellation) is not { } booking
            || await access.RightOfAsync(command.Actor, booking, cancellation) is var right && right is BookingRight.None)
        {
            return BookingRefusals.Unknown;
        }

        var resource = command.ResourceId ?? booking.ResourceId;
        if (await calendars.FindAsync(resource, cancellation) is not { } at
            || await catalogue.ServiceAsync(booking.ServiceId, cancellation) is not { } service)
        {
            return BookingRefusals.UnknownResource;
        }

        if (command.IsOverride && !await access.CanManageAsync(command.Actor, [booking.ResourceId, resource], cancellation))
        {
            return BookingRefusals.OverrideForbidden;
        }

        return SlotStart.Resolve(command.When, [at]).IsRefused(out var invalid, out var found)
            ? invalid
            : await WithinLimitsAsync(new RescheduleTarget(command.Id, command.Actor, service, at, found.Start, command.IsOverride), booking, right, context, cancellation);
    }

    /// <summary>Within one calendar. A booking does not block its own new time.</summary>
    public static Decision Reschedule(CalendarBooking booking, Calendar calendar, BookingRight right, RescheduleTarget target, Instant now)
    {
        if (calendar.Resource.Value?.Id != target.At.Resource.Id)
        {
            return BookingRefusals.Changed; // it was moved to another resource meanwhile
        }

        if (booking.IsActive && booking.Entry.Start == target.Start)
        {
            return Decision.Nothing;
        }

        return (RescheduleRules.Check(booking, right, now) ?? target.Stay(booking, now).Check(calendar)) is { } refusal
            ? refusal
            : Decision.Of(new BookingRescheduled(
                booking.Id, booking.State.Arrival, target.TimeOf(booking), target.IsOverride || RescheduleRules.IsLate(booking, now)));
    }

    // The limits apply to customers and staff. An override ignores them, but still moves the customer's claim.
    private async Task<Outcome<Booking>> WithinLimitsAsync(
        RescheduleTarget target, Booking booking, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        var isLimited = booking.IsLimited && target.Service.Limits.Apply;
        var outcome = await limits.WithinAsync(
            isLimited && !target.IsOverride ? ClaimOf(target, booking, context) : null, context,
            step => RunAsync(target, booking, right, step, cancellation), cancellation);
        if (isLimited && !outcome.IsRefused(out _, out var moved))
        {
            await limits.ConfirmAsync(moved, context);
        }

        return outcome;
    }

    private static LimitClaimRequest ClaimOf(RescheduleTarget target, Booking booking, CommandContext context)
    {
        var decision = target.At.Resource.Id == booking.ResourceId ? context.CommitId : BookingTransfer.IdOf(context).Decision;
        return new(booking.UserId, booking.Id, target.Service, target.TimeOf(booking.End - booking.Slot), decision, ClaimedTime.Of(booking));
    }

    private async Task<Outcome<Booking>> RunAsync(
        RescheduleTarget target, Booking booking, BookingRight right, CommandContext context, CancellationToken cancellation)
    {
        if (target.At.Resource.Id != booking.ResourceId)
        {
            return await transfers.MoveAsync(target, booking, right, context, cancellation);
        }

        SlotQuery? query = null;
        var outcome = await commands.DecideAsync(booking, target.Actor, context, Decide, noOp: null, cancellation);
        return outcome.Refusal is { } refusal && query is not null
            ? await alternatives.AddToAsync(refusal, query, [booking.ResourceId], target.Start, cancellation)
            : outcome;

        Decision Decide(CalendarBooking known, Calendar calendar, BookingRight currentRight)
        {
            query = target.Stay(known, context.Now).Query;
            return Reschedule(known, calendar, currentRight, target, context.Now);
        }
    }
}
