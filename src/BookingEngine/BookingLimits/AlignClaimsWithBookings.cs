using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;

namespace BookingEngine.BookingLimits;

/// <summary>Aligns a customer's claims with the bookings, in case a command crashed between the two.</summary>
public sealed class AlignClaimsWithBookings(BookingFinder finder, BookingLimitEnforcer limits, IIds ids, TimeProvider time) : IEventHandler
{
    public string Name => "limit-claims";

    public string Category => Calendar.Category;

    public HandlerStart StartsAt => HandlerStart.Beginning;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is not IBookingEvent e || e is MoveReserved or MoveReleased or BookingMade { Terms.IsLimited: false })
        {
            return;
        }

        if (await finder.FindAsync(e.BookingId, e.Arrival, cancellation) is { IsLimited: true })
        {
            await AlignAsync(e.BookingId, recorded.Metadata.CorrelationId, cancellation);
        }
    }

    // Repeats until the booking is stable: the events of several calendars come in any order.
    private async Task AlignAsync(BookingId id, string correlation, CancellationToken cancellation)
    {
        Booking? aligned = null;
        while (await finder.FindAsync(id, cancellation) is { } booking && !IsSame(booking, aligned))
        {
            await AlignAsync(booking, new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, correlation));
            aligned = booking;
        }
    }

    private static bool IsSame(Booking booking, Booking? aligned) =>
        (booking.Status, booking.Slot, booking.TimeZone) == (aligned?.Status, aligned?.Slot, aligned?.TimeZone);

    private Task AlignAsync(Booking booking, CommandContext context) => booking.Status.IsCalledOff
        ? limits.ReleaseAsync(booking, context)
        : limits.ConfirmAsync(booking, context);
}
