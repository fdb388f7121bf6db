using BookingEngine.EventSourcing;

namespace BookingEngine.Notifications;

/// <summary>One kind of mail: the events that cause it, and its text.</summary>
public interface IMailTemplate
{
    bool AppliesTo(IDomainEvent domainEvent);

    /// <summary>Composes the same mail at every try. Null if it is no longer needed: the person was erased, or the link has
    /// expired.</summary>
    Task<Mail?> ComposeAsync(RecordedEvent recorded, CancellationToken cancellation);
}
