using BookingEngine.Aggregates;
using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.BookingMails;

/// <summary>Reminds the customer some minutes before the start. The event that set the time is the reminder's, and the minutes are its ordinal, so a
/// booking that moves gets new reminders, and the former ones find out when they are due.</summary>
public sealed class ReminderMail(
    BookingMailWriter bookings, BookingContacts contacts, AggregateLoader loader, CatalogueCache catalogue, BrandCache brands, LinkTokens tokens,
    UnprovedMails limit, TimeProvider time) : IMailTemplate
{
    /// <summary>A reminder that is later is dropped.</summary>
    public static readonly Duration LatestAfterDue = Duration.FromMinutes(30);

    public MailKind Kind => MailKinds.Reminder;

    public string Handler => BookingMailWriter.Handler;

    public bool IsSentAtMostOnce => true;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is not BookingMade { Reminders: null } && BookingMailKinds.SetsTime(domainEvent);

    /// <summary>None for what is due already when the time is set.</summary>
    public async Task<IReadOnlyList<MailTime>> FindTimesAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var story = await bookings.ReadAsync(recorded, cancellation) ?? throw new BookingNotReadException();
        return story.After.Status is not BookingStatus.Confirmed
            ? []
            : [.. story.Reminders.Select(minutes => new MailTime(minutes, DueAt(story, minutes))).Where(at => at.DueAt > recorded.Metadata.RecordedAt)];
    }

    /// <summary>None for a guest without a mail address.</summary>
    public async Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        await bookings.ReadAsync(recorded, cancellation) is { } story
            && await contacts.FindCustomerAsync(story.Now, cancellation) is { Address: not null } ? [$"{story.After.UserId}"] : [];

    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var minutes = delivery.Key!.Ordinal;
        if (await bookings.ReadAsync(recorded, cancellation) is not { } story)
        {
            return ComposedMail.Waiting;
        }

        if (!story.IsLastTime || story.Now.Status is not BookingStatus.Confirmed || !await IsWantedAsync(recorded, story, minutes, cancellation))
        {
            return ComposedMail.Unneeded;
        }

        if (time.Now() is var now && (now >= story.After.Slot || now > DueAt(story, minutes) + LatestAfterDue))
        {
            return ComposedMail.Late;
        }

        var token = tokens.Create(LinkPurpose.Reminders, story.Now.UserId, story.Now.Id.Value);
        return (await contacts.FindCustomerAsync(story.Now, cancellation))?.ToRecipient(story.Languages) is not { } to
            || (story.IsUnproved && !await limit.MayBeSentAsync(delivery, $"{story.Now.UserId}", cancellation))
                ? ComposedMail.Unneeded
                : await bookings.WriteReminderAsync(delivery, story, story.IsUnproved ? to with { Name = "" } : to, links => links.Reminders(token), cancellation);
    }

    // In elapsed time: over a change of the clocks it is another time of day.
    private static Instant DueAt(BookingStory story, int minutes) => story.After.Slot - Duration.FromMinutes(minutes);

    // The tenant, the service or the person may have stopped reminders since.
    private async Task<bool> IsWantedAsync(RecordedEvent recorded, BookingStory story, int minutes, CancellationToken cancellation) =>
        (await brands.FindAsync(cancellation)).Sends(Kind, recorded.Metadata.RecordedAt)
        && (await catalogue.ServiceAsync(story.Now.ServiceId, cancellation))?.Reminders?.Contains(minutes) is true
        && !(await loader.RefreshAsync<User>(story.Now.UserId.Stream, cancellation)).State.StopsReminders;
}
