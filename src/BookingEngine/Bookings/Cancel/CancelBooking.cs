using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings.Cancel;

public sealed record CancelBooking(BookingId Id, Actor Actor);

/// <summary>Cancels a booking and frees its time. A repeated request changes nothing and gets the same answer.</summary>
public sealed class CancelBookingHandler(BookingCommands commands, ClaimAlignment claims)
{
    public async Task<Outcome<Booking>> HandleAsync(CancelBooking command, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await commands.DecideAsync(
            command.Id, command.Actor, context, (booking, _, right) => Cancel(booking, right, context.Now), noOp: BookingStatus.Cancelled, cancellation);
        await claims.ReleaseAsync(outcome, context, cancellation);
        return outcome;
    }

    /// <summary>Customers may cancel until the cancellation notice of the booking's terms, or, without one, until it begins.</summary>
    public static Decision Cancel(CalendarBooking booking, BookingRight right, Instant now)
    {
        var isLate = booking.IsTooLate(booking.State.Terms.CancellationNotice, now);
        return booking switch
        {
            { State.Status: BookingStatus.Cancelled } => Decision.Nothing,
            { IsActive: false } => BookingRefusals.WrongState(booking.State.Status),
            _ when isLate && right is not BookingRight.Staff => BookingRefusals.CancellationWindow,
            _ => Decision.Of(new BookingCancelled(booking.Id, booking.State.Arrival, IsOverride: isLate)),
        };
    }
}
