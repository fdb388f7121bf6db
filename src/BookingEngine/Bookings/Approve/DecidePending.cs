using BookingEngine.BookingLimits;
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

namespace BookingEngine.Bookings.Approve;

/// <param name="IsApproved">False to decline it.</param>
public sealed record DecidePending(BookingId Id, Actor Actor, bool IsApproved)
{
    /// <summary>Why it is declined. Null for none.</summary>
    public string? Reason { get; init; }
}

/// <summary>Approves or declines a pending booking. If several wait for one time, the first that is approved gets it.</summary>
public sealed class DecidePendingHandler(
    BookingCommands commands, BookingFinder finder, BookingReasons reasons, CatalogueCache catalogue, ClaimAlignment claims)
{
    public async Task<Outcome<Booking>> HandleAsync(DecidePending command, CommandContext context, CancellationToken cancellation)
    {
        if (!command.IsApproved)
        {
            return await DeclineAsync(command, context, cancellation);
        }

        return await finder.FindAsync(command.Id, context.Documents, cancellation) is not { } found || await catalogue.ServiceAsync(found.ServiceId, cancellation) is not { } service
            ? BookingRefusals.Unknown
            : await commands.DecideAsync(
                found, command.Actor, context,
                (booking, calendar, right) => Approve(booking, calendar, right, service, context.Now), noOp: null, cancellation);
    }

    private async Task<Outcome<Booking>> DeclineAsync(DecidePending command, CommandContext context, CancellationToken cancellation)
    {
        if (await finder.FindAsync(command.Id, context.Documents, cancellation) is not { } found)
        {
            return BookingRefusals.Unknown;
        }

        var reason = await reasons.EncryptAsync(command.Reason, found);
        var outcome = await commands.DecideAsync(
            found, command.Actor, context, (booking, _, right) => Decline(booking, right, reason), noOp: null, cancellation);
        await claims.ReleaseAsync(outcome, context, cancellation);
        return outcome;
    }

    public static Decision Decline(CalendarBooking booking, BookingRight right, BookingReason? reason = null) => booking switch
    {
        _ when right is not BookingRight.Staff => BookingRefusals.StaffOnly,
        { State.Status: not BookingStatus.Pending } => BookingRefusals.WrongState(booking.State.Status),
        _ when reason.IsForOtherThan(booking.State.UserId) => BookingRefusals.Changed,
        _ => Decision.Of(new BookingDeclined(booking.Id, booking.State.Arrival) { Reason = reason?.Text }),
    };

    /// <summary>A pending booking that blocks its time keeps it. For one that does not block, the time must still be free.</summary>
    public static Decision Approve(CalendarBooking booking, Calendar calendar, BookingRight right, Service service, Instant now) => booking switch
    {
        _ when right is not BookingRight.Staff => BookingRefusals.StaffOnly,
        { State.Status: not BookingStatus.Pending } => BookingRefusals.WrongState(booking.State.Status),
        _ when booking.Entry.Start <= now => SlotRefusals.InThePast,
        { Entry: { Blocks: false, Parts.IsEmpty: true, IsElsewhere: false } } when !HasRoom(booking, calendar, service, now) => SlotRefusals.Unavailable,
        _ => Decision.Of(new BookingApproved(booking.Id, booking.State.Arrival)),
    };

    private static bool HasRoom(CalendarBooking booking, Calendar calendar, Service service, Instant now)
    {
        var query = new SlotQuery(RescheduleRules.ServiceOf(booking, service), now, booking.Entry.Quantity, Ignored: booking.Entry.Id);
        var occupancy = new ResourceOccupancy(calendar.Resource.Value!, ZoneData.Zones[booking.State.TimeZone], calendar.Occupied);
        return SlotCheck.HasRoom(booking.Entry.Start, query, occupancy);
    }
}
