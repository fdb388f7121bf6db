using BookingEngine.BookingLimits.Claims;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>Queues a message for when a claim expires, in case its command never finished.</summary>
/// <param name="category">The category of the streams: of customers, or of periods.</param>
public sealed class SettleClaimsLater(string name, string category, HandlerStart start, IMessageQueue queue, TimeProvider time) : IEventHandler
{
    private static readonly Duration Margin = Duration.FromSeconds(1);

    // The claims of a series expire together, and one message settles all that are in the stream.
    private Queued? _last;

    public string Name => name;

    public string Category => category;

    public HandlerStart StartsAt => start;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is LimitClaimed e && new Queued(recorded.Stream, e.Wanted.Expires) is var next && next != _last)
        {
            // A customer's message is the id alone, as before there were other streams.
            var message = Category == CustomerClaims.Category ? recorded.Stream.Id : recorded.Stream.Value;
            await queue.SendAsync(QueueNames.Claims, message, Duration.Max(Duration.Zero, e.Wanted.Expires - time.Now() + Margin).ToTimeSpan());
            _last = next;
        }
    }

    private sealed record Queued(StreamName Stream, Instant Expires);
}

/// <summary>Settles the expired claims of a customer or of a period.</summary>
public sealed class SettleClaimsHandler(ClaimAlignment claims, TimeProvider time)
{
    /// <param name="message">A customer's id, or the name of a period's stream.</param>
    public Task HandleAsync(string message, CancellationToken cancellation) => claims.SettleAsync(
        Guid.TryParse(message, out var user) ? CustomerClaims.StreamOf(new UserId(user)) : StreamName.Parse(message), time.Now(), cancellation);
}
