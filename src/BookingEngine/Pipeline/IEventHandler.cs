using BookingEngine.EventSourcing;

namespace BookingEngine.Pipeline;

/// <summary>What happens beside the read models because of an event: a mail is put down to be sent, sessions are ended. Told of every
/// event at least once and in order, so that it must not mind being told again.</summary>
public interface IEventHandler : ISubscription
{
    Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation);
}
