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
public sealed record DecidePending(BookingId Id, Actor Actor, bool IsApproved);

/// <summary>Approves or declines a booking that waits for it. Where several wait for one time, the first approval has it.</summary>
public sealed class DecidePendingHandler(BookingCommands desk, BookingFinder finder, CatalogueCache catalogue, CustomerClaims claims)
{
    public async Task<Outcome<Booking>> HandleAsync(DecidePending command, CommandContext context, CancellationToken cancellation)
    {
        if (!command.IsApproved)
        {
            return await DeclineAsync(command, context, cancellation);
        }

        return await finder.FindAsync(command.Id, cancellation) is not { } found || await catalogue.ServiceAsync(found.ServiceId, cancellation) is not { } service
            ? BookingRefusals.Unknown
            : await desk.DecideAsync(
                found, command.Actor, context,
                (booking, calendar, at, right) => Approve(booking, calendar, at, right, service, context.Now), wanted: null, cancellation);
    }

    private async Task<Outcome<Booking>> DeclineAsync(DecidePending command, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await desk.DecideAsync(
            command.Id, command.Actor, context, (booking, _, _, right) => Decline(booking, right), wanted: null, cancellation);
        await claims.ReleaseAsync(outcome, context);
        return outcome;
    }

    public static Decision Decline(CalendarBooking booking, BookingRight right) => booking switch
    {
        _ when right is not BookingRight.Keeper => BookingRefusals.StaffOnly,
        { State.Status: not BookingStatus.Pending } => BookingRefusals.WrongState(booking.State.Status),
        _ => Decision.Of(new BookingDeclined(booking.Id, booking.State.Arrival)),
    };

    /// <summary>What takes its time while it waits has it; what does not must find it free.</summary>
    public static Decision Approve(
        CalendarBooking booking, Calendar calendar, ResourceId at, BookingRight right, Service service, Instant now) => booking switch
        {
            _ when right is not BookingRight.Keeper => BookingRefusals.StaffOnly,
            { State.Status: not BookingStatus.Pending } => BookingRefusals.WrongState(booking.State.Status),
            _ when booking.Entry.Start <= now => SlotRefusals.InThePast,
            { Entry.Blocks: false } when !HasRoom(booking, calendar, at, service, now) => SlotRefusals.Unavailable,
            _ => Decision.Of(new BookingApproved(booking.Id, booking.State.Arrival)),
        };

    private static bool HasRoom(CalendarBooking booking, Calendar calendar, ResourceId at, Service service, Instant now)
    {
        var view = new ResourceCalendar(calendar.Standing(at).Value!, ZoneData.Zones[booking.State.TimeZone], calendar.Taken);
        return SlotCheck.HasRoom(booking.Entry.Start, booking.TermsToMove(service, now), view);
    }
}
