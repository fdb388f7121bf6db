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

    /// <summary>When the event's mails to a recipient are due. By default there is one, at once.</summary>
    Task<IReadOnlyList<MailTime>> FindTimesAsync(RecordedEvent recorded, CancellationToken cancellation) => Task.FromResult(MailTime.AtOnce);

    /// <summary>The deliveries that the event causes. By default one for each recipient and time, of this event.</summary>
    async Task<IReadOnlyList<PlannedMail>> PlanAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var times = await FindTimesAsync(recorded, cancellation);
        var recipients = times.Count == 0 ? [] : await FindRecipientsAsync(recorded, cancellation);
        return
        [
            .. from recipient in recipients
               from at in times
               select new PlannedMail(recorded.Stream, recorded.Version, IsOnlyMail ? null : new DeliveryKey(Kind.Name, at.Ordinal, recipient), at.DueAt),
        ];
    }

    /// <summary>Whether the mail is noted as delivered before it is sent. A crash may then lose it, but never repeats it.</summary>
    bool IsSentAtMostOnce => false;

    /// <summary>Composes the same mail at every try.</summary>
    Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation);
}

/// <param name="Ordinal">Tells the mails of an event to a recipient apart.</param>
/// <param name="DueAt">Null for at once.</param>
public sealed record MailTime(int Ordinal, Instant? DueAt)
{
    public static IReadOnlyList<MailTime> AtOnce { get; } = [new(0, null)];
}

/// <summary>A delivery to record.</summary>
/// <param name="Stream">Of the event that the mail is composed from.</param>
/// <param name="Key">Null for a mail from when an event had one.</param>
/// <param name="DueAt">Null for at once.</param>
public sealed record PlannedMail(StreamName Stream, long Version, DeliveryKey? Key, Instant? DueAt);

/// <summary>A mail, or why there is none.</summary>
public sealed record ComposedMail(Mail? Mail, bool MustWait)
{
    /// <summary>Whether it came so late that it would mislead.</summary>
    public bool IsLate { get; private init; }

    public static ComposedMail Late { get; } = new(null, MustWait: false) { IsLate = true };

    /// <summary>It is no longer needed: the person was erased, or the link has expired.</summary>
    public static ComposedMail Unneeded { get; } = new(null, MustWait: false);

    /// <summary>An earlier mail about the same matter is still on its way to the recipient.</summary>
    public static ComposedMail Waiting { get; } = new(null, MustWait: true);

    public static ComposedMail Of(Mail? mail) => mail is null ? Unneeded : new(mail, MustWait: false);
}
