using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings.Cancel;

public sealed record CancelBooking(BookingId Id, Actor Actor);

/// <summary>Cancels a booking, and frees its time. Done again, it changes nothing and has the same answer.</summary>
public sealed class CancelBookingHandler(BookingCommands desk, CustomerClaims claims)
{
    public async Task<Outcome<Booking>> HandleAsync(CancelBooking command, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await desk.DecideAsync(
            command.Id, command.Actor, context, (booking, _, _, right) => Cancel(booking, right, context.Now), wanted: BookingStatus.Cancelled, cancellation);
        await claims.ReleaseAsync(outcome, context);
        return outcome;
    }

    /// <summary>Customers may until the notice of the terms that it was booked on begins, or without one until the booking does.</summary>
    public static Decision Cancel(CalendarBooking booking, BookingRight right, Instant now)
    {
        var isLate = booking.IsTooLate(booking.State.Terms.CancellationNotice, now);
        return booking switch
        {
            { State.Status: BookingStatus.Cancelled } => Decision.Nothing,
            { IsActive: false } => BookingRefusals.WrongState(booking.State.Status),
            _ when isLate && right is not BookingRight.Keeper => BookingRefusals.CancellationWindow,
            _ => Decision.Of(new BookingCancelled(booking.Id, booking.State.Arrival, IsOverride: isLate)),
        };
    }
}
