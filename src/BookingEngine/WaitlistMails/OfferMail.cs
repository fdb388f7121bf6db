using BookingEngine.Aggregates;
using BookingEngine.BookingMails;
using BookingEngine.Branding;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Languages;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Ports;
using BookingEngine.Times;
using BookingEngine.Waitlist;
using NodaTime;

namespace BookingEngine.WaitlistMails;

/// <summary>Tells a customer who waits of the hold in the customer's name, with the link that takes it.</summary>
public sealed class OfferMail(AggregateLoader loader, WaitlistEntries entries, WaitlistMailWriter mails, WaitlistTokens tokens, TimeProvider time) : IMailTemplate
{
    public MailKind Kind => MailKinds.WaitlistOffer;

    public string Handler => BookingMailWriter.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is HoldPlaced { Offer: not null };

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([$"{((HoldPlaced)recorded.Event).UserId}"]);

    /// <summary>Unneeded once the hold is used or released. Late once it is over: then the customer never knew of it.</summary>
    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var hold = (HoldPlaced)recorded.Event;
        if ((await loader.RefreshAsync<Calendar>(recorded.Stream, cancellation)).State.FindHold(hold.HoldId) is not { Expires: { } expires })
        {
            return ComposedMail.Unneeded;
        }

        if (time.Now() >= expires)
        {
            return ComposedMail.Late;
        }

        if (await entries.FindAsync(hold.Offer!.EntryId, cancellation) is not { } entry)
        {
            return ComposedMail.Waiting;
        }

        var resource = hold.ResourceIn(recorded.Stream);
        var facts = await mails.OfTimeAsync(hold.ServiceId, resource, hold.Time, cancellation);
        var link = tokens.Create(new WaitlistLink(entry.Id, hold.Offer.OfferId));
        return await mails.WriteAsync(
            Kind, delivery, entry, voice => [.. facts(voice), new("until", UntilOf(hold, expires, voice)), new("action_url", voice.Links.Waitlist(link).AbsoluteUri)], cancellation);
    }

    // With its date: an offer may end on the next day.
    private static string UntilOf(HoldPlaced hold, Instant expires, MailVoice voice) =>
        DateTexts.DateAndTime(voice.Language, expires.InZone(ZoneData.Zones[hold.Time.TimeZone]).LocalDateTime);
}
