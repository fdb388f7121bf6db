using BookingEngine.EventSourcing;

namespace BookingEngine.Pipeline;

/// <summary>An effect of events beside the read models: a mail is recorded to be sent, sessions end. It gets every event since its start at least
/// once and in order, so it must bear to get one again.</summary>
public interface IEventHandler : ISubscription
{
    /// <summary>By default a handler that is added to a deployment leaves alone what happened before.</summary>
    HandlerStart StartsAt => HandlerStart.Deployment;

    Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation);
}
