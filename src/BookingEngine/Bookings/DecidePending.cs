using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings;

/// <param name="IsApproved">False to decline it.</param>
public sealed record DecidePending(BookingId Id, Actor Actor, bool IsApproved);

/// <summary>Approves or declines a booking that waits for it. Where several wait for one time, the first approval has it.</summary>
public sealed class DecidePendingHandler(BookingDesk desk, BookingFinder finder, CatalogueCache catalogue)
{
    public async Task<Outcome<Booking>> HandleAsync(DecidePending command, CommandContext context, CancellationToken cancellation)
    {
        if (!command.IsApproved)
        {
            return await desk.DecideAsync(command.Id, command.Actor, context, (booking, _, _, right) => Decline(booking, right), wanted: null, cancellation);
        }

        return await finder.FindAsync(command.Id, cancellation) is not { } found || await catalogue.ServiceAsync(found.ServiceId, cancellation) is not { } service
            ? BookingRefusals.Unknown
            : await desk.DecideAsync(
                found, command.Actor, context,
                (booking, calendar, at, right) => Approve(booking, calendar, at, right, service, context.Now), wanted: null, cancellation);
    }

    public static Decision Decline(KnownBooking booking, BookingRight right) => booking switch
    {
        _ when right is not BookingRight.Keeper => BookingRefusals.KeepersOnly,
        { Facts.Status: not BookingStatus.Pending } => BookingRefusals.WrongState(booking.Facts.Status),
        _ => Decision.Of(new BookingDeclined(booking.Id, booking.Facts.Arrival)),
    };

    /// <summary>What takes its time while it waits has it; what does not must find it free.</summary>
    public static Decision Approve(
        KnownBooking booking, Calendar calendar, ResourceId at, BookingRight right, Service service, Instant now) => booking switch
        {
            _ when right is not BookingRight.Keeper => BookingRefusals.KeepersOnly,
            { Facts.Status: not BookingStatus.Pending } => BookingRefusals.WrongState(booking.Facts.Status),
            _ when booking.Entry.Start <= now => SlotRefusals.InThePast,
            { Entry.Blocks: false } when !HasRoom(booking, calendar, at, service, now) => SlotRefusals.Unavailable,
            _ => Decision.Of(new BookingApproved(booking.Id, booking.Facts.Arrival)),
        };

    private static bool HasRoom(KnownBooking booking, Calendar calendar, ResourceId at, Service service, Instant now)
    {
        var view = new ResourceCalendar(calendar.Standing(at).Value!, ZoneData.Zones[booking.Facts.TimeZone], calendar.Taken);
        return SlotCheck.HasRoom(booking.Entry.Start, booking.TermsToMove(service, now), view);
    }
}
