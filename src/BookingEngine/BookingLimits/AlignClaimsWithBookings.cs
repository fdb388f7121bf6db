using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;

namespace BookingEngine.BookingLimits;

/// <summary>Aligns a customer's claims with the bookings and holds, in case a command crashed between the two.</summary>
public sealed class AlignClaimsWithBookings(
    BookingFinder finder, ClaimAlignment claims, HoldClaims holds, IIds ids, TimeProvider time) : IEventHandler
{
    public string Name => "limit-claims";

    public string Category => Calendar.Category;

    public HandlerStart StartsAt => HandlerStart.Beginning;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var context = new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, recorded.Metadata.CorrelationId);
        switch (recorded.Event)
        {
            case HoldPlaced hold:
                await holds.ConfirmCustomerAsync(hold, context);
                break;
            case HoldExtended hold:
                await holds.ExtendAsync(hold, context, cancellation);
                break;
            case BookingMade { Terms.IsLimited: false, HoldId: not null } made:
                await claims.ReleaseCustomerAsync(made.UserId, made.BookingId, context);
                break;
            case MoveReserved or MoveReleased or BookingMade { Terms.IsLimited: false }:
                break;
            case IBookingEvent e:
                await AlignAsync(e, context, cancellation);
                break;
        }
    }

    private async Task AlignAsync(IBookingEvent e, CommandContext context, CancellationToken cancellation)
    {
        if (await finder.FindAsync(e.BookingId, e.Arrival, cancellation) is { IsLimited: true } booking)
        {
            await claims.AlignCustomerAsync(booking.UserId, booking.Id, context, cancellation);
        }
    }
}
