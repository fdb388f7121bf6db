using BookingEngine.Bookings.Decide;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings.Complete;

/// <param name="TookPlace">False where the customer did not come.</param>
public sealed record RecordOutcome(BookingId Id, Actor Actor, bool TookPlace);

/// <summary>Records how a booking went, once it has begun.</summary>
public sealed class RecordOutcomeHandler(BookingCommands desk)
{
    public Task<Outcome<Booking>> HandleAsync(RecordOutcome command, CommandContext context, CancellationToken cancellation) => desk.DecideAsync(
        command.Id, command.Actor, context, (booking, _, _, right) => Record(booking, right, command.TookPlace, context.Now), wanted: null, cancellation);

    public static Decision Record(CalendarBooking booking, BookingRight right, bool tookPlace, Instant now) => booking switch
    {
        _ when right is not BookingRight.Keeper => BookingRefusals.StaffOnly,
        { State.Status: not BookingStatus.Confirmed } => BookingRefusals.WrongState(booking.State.Status),
        _ when now < booking.Entry.Start => BookingRefusals.NotBegun,
        _ => Decision.Of(tookPlace
            ? new BookingCompleted(booking.Id, booking.State.Arrival)
            : new BookingMissed(booking.Id, booking.State.Arrival)),
    };
}
