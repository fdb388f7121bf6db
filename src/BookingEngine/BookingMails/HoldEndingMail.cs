using BookingEngine.Aggregates;
using BookingEngine.Branding;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Languages;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Ports;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.BookingMails;

/// <summary>Reminds the owner of a long hold ten minutes before it ends. An offer of a waitlist has a mail of its own, which says when it ends.</summary>
public sealed class HoldEndingMail(
    AggregateLoader loader, CatalogueCache catalogue, BookingContacts contacts, PublicLinks links, MailWriter writer, TimeProvider time) : IMailTemplate
{
    private static readonly Duration Shortest = Duration.FromMinutes(30), Before = Duration.FromMinutes(10);

    public MailKind Kind => MailKinds.HoldEnding;

    public string Handler => BookingMailWriter.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is HoldPlaced { Offer: null };

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>(
            recorded.Event is HoldPlaced { Offer: null } hold && hold.Expires - recorded.Metadata.RecordedAt >= Shortest ? [$"{hold.UserId}"] : []);

    public Task<IReadOnlyList<MailTime>> FindTimesAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<MailTime>>([new(0, ((HoldPlaced)recorded.Event).Expires - Before)]);

    public bool IsSentAtMostOnce => true;

    /// <summary>Unneeded once the hold is used, released or over.</summary>
    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var hold = (HoldPlaced)recorded.Event;
        if (time.Now() >= hold.Expires
            || (await loader.RefreshAsync<Calendar>(recorded.Stream, cancellation)).State.FindHold(hold.HoldId) is null
            || (await contacts.FindUserAsync(hold.UserId, cancellation))?.ToRecipient([]) is not { } to)
        {
            return ComposedMail.Unneeded;
        }

        var service = await catalogue.ServiceAsync(hold.ServiceId, cancellation);
        return ComposedMail.Of(await writer.WriteAsync(
            new MailDraft(Kind, links.MessageId(delivery.Id), to, voice => ValuesOf(hold, service, voice)), cancellation));
    }

    private static IEnumerable<KeyValuePair<string, string?>> ValuesOf(HoldPlaced hold, Service? service, MailVoice voice)
    {
        var zone = ZoneData.Zones[hold.Time.TimeZone];
        var date = DateTexts.DateAndTime(voice.Language, hold.Time.Start.InZone(zone).LocalDateTime);
        return
        [
            new("date", date), new("when", $"{date}, {DateTexts.Zone(zone, hold.Time.Start)}"), new("service", service?.Name),
            new("until", DateTexts.Time(voice.Language, hold.Expires.InZone(zone).TimeOfDay)),
        ];
    }
}
