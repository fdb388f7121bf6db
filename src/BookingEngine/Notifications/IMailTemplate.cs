using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Notifications;

/// <summary>One kind of mail: the events that cause it, its recipients, and its content.</summary>
public interface IMailTemplate
{
    MailKind Kind { get; }

    /// <summary>The name of the <see cref="MailEventHandler"/> that records its deliveries.</summary>
    string Handler { get; }

    /// <summary>Whether an event has this mail alone, so that its delivery has the event's id. Only for mails from when that was the rule.</summary>
    bool IsOnlyMail => false;

    bool AppliesTo(IDomainEvent domainEvent);

    /// <summary>The user ids of the recipients.</summary>
    Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation);

    /// <summary>When to send it; null for at once.</summary>
    Instant? DueAt(RecordedEvent recorded) => null;

    /// <summary>Composes the same mail at every try.</summary>
    Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation);
}

/// <summary>A mail, or why there is none.</summary>
public sealed record ComposedMail(Mail? Mail, bool MustWait)
{
    /// <summary>It is no longer needed: the person was erased, or the link has expired.</summary>
    public static ComposedMail Unneeded { get; } = new(null, MustWait: false);

    /// <summary>An earlier mail about the same matter is still on its way to the recipient.</summary>
    public static ComposedMail Waiting { get; } = new(null, MustWait: true);

    public static ComposedMail Of(Mail? mail) => mail is null ? Unneeded : new(mail, MustWait: false);
}
