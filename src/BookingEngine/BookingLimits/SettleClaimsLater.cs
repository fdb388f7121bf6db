using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using NodaTime;

namespace BookingEngine.BookingLimits;

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
