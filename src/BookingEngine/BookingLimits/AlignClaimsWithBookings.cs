using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;

namespace BookingEngine.BookingLimits;

/// <summary>Aligns a customer's claims with the bookings, in case a command crashed between the two.</summary>
public sealed class AlignClaimsWithBookings(BookingFinder finder, ClaimAlignment claims, IIds ids, TimeProvider time) : IEventHandler
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

        if (await finder.FindAsync(e.BookingId, e.Arrival, cancellation) is { IsLimited: true } booking)
        {
            var context = new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, recorded.Metadata.CorrelationId);
            await claims.AlignCustomerAsync(booking.UserId, booking.Id, context, cancellation);
        }
    }
}
