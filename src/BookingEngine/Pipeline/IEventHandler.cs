using BookingEngine.EventSourcing;

namespace BookingEngine.Pipeline;

/// <summary>Does something in response to events other than update a read model, such as record a mail to send or end sessions. It gets
/// every event since its start at least once, and the events of a stream in order. It must be idempotent.</summary>
public interface IEventHandler : ISubscription
{
    /// <summary>By default, a handler that is added to a deployment skips earlier events.</summary>
    HandlerStart StartsAt => HandlerStart.Deployment;

    Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation);
}
