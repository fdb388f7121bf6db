using BookingEngine.EventSourcing;

namespace BookingEngine.Notifications;

/// <summary>One kind of mail: which events it answers, and what it says.</summary>
public interface IMailTemplate
{
    bool AppliesTo(IDomainEvent domainEvent);

    /// <summary>The same mail for the same event at every try; null where it is moot: the person was erased, the link has expired.</summary>
    Task<Mail?> ComposeAsync(RecordedEvent recorded, CancellationToken cancellation);
}
