using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings.Complete;

/// <param name="IsNoShow">Whether the customer did not come.</param>
public sealed record RecordOutcome(BookingId Id, Actor Actor, bool IsNoShow);

/// <summary>Records how a booking went, once it has begun.</summary>
public sealed class RecordOutcomeHandler(BookingCommands commands)
{
    public Task<Outcome<Booking>> HandleAsync(RecordOutcome command, CommandContext context, CancellationToken cancellation) => commands.DecideAsync(
        command.Id, command.Actor, context, (booking, _, right) => Record(booking, right, command.IsNoShow, context.Now), noOp: null, cancellation);

    public static Decision Record(CalendarBooking booking, BookingRight right, bool isNoShow, Instant now) => booking switch
    {
        _ when right is not BookingRight.Staff => BookingRefusals.StaffOnly,
        { State.Status: not BookingStatus.Confirmed } => BookingRefusals.WrongState(booking.State.Status),
        _ when now < booking.Entry.Start => BookingRefusals.NotBegun,
        _ => Decision.Of(isNoShow
            ? new NoShowRecorded(booking.Id, booking.State.Arrival)
            : new BookingCompleted(booking.Id, booking.State.Arrival)),
    };
}
