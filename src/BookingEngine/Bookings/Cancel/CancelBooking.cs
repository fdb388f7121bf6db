using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings.Cancel;

public sealed record CancelBooking(BookingId Id, Actor Actor)
{
    /// <summary>Null for none.</summary>
    public string? Reason { get; init; }
}

/// <summary>Cancels a booking and frees its time. A repeated request changes nothing and gets the same answer.</summary>
public sealed class CancelBookingHandler(BookingCommands commands, BookingFinder finder, BookingReasons reasons, ClaimAlignment claims)
{
    public async Task<Outcome<Booking>> HandleAsync(CancelBooking command, CommandContext context, CancellationToken cancellation)
    {
        if (await finder.FindAsync(command.Id, context.Documents, cancellation) is not { } found)
        {
            return BookingRefusals.Unknown;
        }

        var reason = await reasons.EncryptAsync(command.Reason, found);
        var outcome = await commands.DecideAsync(
            found, command.Actor, context, (booking, _, right) => Cancel(booking, right, context.Now, reason), noOp: BookingStatus.Cancelled, cancellation);
        await claims.ReleaseAsync(outcome, context, cancellation);
        return outcome;
    }

    /// <summary>Customers may cancel until the cancellation notice of the booking's terms, or, without one, until it begins.</summary>
    public static Decision Cancel(CalendarBooking booking, BookingRight right, Instant now, BookingReason? reason = null)
    {
        var isLate = booking.IsTooLate(booking.State.Terms.CancellationNotice, now);
        return booking switch
        {
            { State.Status: BookingStatus.Cancelled } => Decision.Nothing,
            { IsActive: false } => BookingRefusals.WrongState(booking.State.Status),
            _ when isLate && right is not BookingRight.Staff => BookingRefusals.CancellationWindow,
            _ when reason.IsForOtherThan(booking.State.UserId) => BookingRefusals.Changed,
            _ => Decision.Of(new BookingCancelled(booking.Id, booking.State.Arrival, IsOverride: isLate) { Reason = reason?.Text }),
        };
    }
}
