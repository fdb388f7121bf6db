using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Users;
using NodaTime;

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

/// <summary>Queues a message for when a claim expires, in case its command never finished.</summary>
public sealed class SettleClaimsLater(IMessageQueue queue, TimeProvider time) : IEventHandler
{
    private static readonly Duration Margin = Duration.FromSeconds(1);

    public string Name => "claim-reminders";

    public string Category => CustomerClaims.Category;

    public HandlerStart StartsAt => HandlerStart.Beginning;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is LimitClaimed e)
        {
            await queue.SendAsync(QueueNames.Claims, recorded.Stream.Id, Duration.Max(Duration.Zero, e.Wanted.Expires - time.Now() + Margin).ToTimeSpan());
        }
    }
}

/// <summary>Settles a customer's expired claims.</summary>
public sealed class SettleClaimsHandler(BookingLimitEnforcer limits, TimeProvider time)
{
    /// <param name="message">The customer's id.</param>
    public Task HandleAsync(string message, CancellationToken cancellation) =>
        limits.SettleAsync(new UserId(Guid.Parse(message)), time.Now(), cancellation);
}
