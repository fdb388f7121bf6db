using BookingEngine.EventSourcing;

namespace BookingEngine.Pipeline;

/// <summary>Something else that follows from the events of a handler. It shares the handler's position, so a tenant that does not use it pays for
/// no position of its own. It must be idempotent: it gets each event at least once.</summary>
public interface IEventReaction
{
    /// <summary>Called for each event of the handlers in <see cref="EventReactions"/>, after the handler.</summary>
    Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation);
}

/// <summary>What follows from the events of one handler besides.</summary>
/// <param name="Handler">The handler's name.</param>
public sealed record EventReactions(string Handler, IEventReaction Reaction);
