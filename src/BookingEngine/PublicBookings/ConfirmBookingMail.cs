using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Languages;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Ports;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Profiles;

namespace BookingEngine.PublicBookings;

/// <summary>The mail with the link that makes a visitor's booking. Anyone can enter the address of somebody else, so it has nothing of what the visitor
/// wrote.</summary>
public sealed class ConfirmBookingMail(
    BookingTexts texts, CatalogueCache catalogue, UnprovedMails limit, LinkTokens tokens, PublicLinks links, MailWriter writer, TimeProvider time)
    : IMailTemplate
{
    public MailKind Kind => MailKinds.ConfirmBooking;

    public string Handler => AccountMails.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is BookingRequested;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult(AccountMails.OwnerOf(recorded));

    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var (request, person) = ((BookingRequested)recorded.Event, new UserId(Guid.Parse(recorded.Stream.Id)));
        if (time.Now() >= request.Expires || !await limit.MayBeSentAsync(delivery, recorded.Stream.Id, cancellation)
            || await texts.DecryptAsync(person, new(request.RequestId), request.Details, cancellation) is not { } text
            || Guest.Split(text).Guest is not { Email: { } address } guest)
        {
            return ComposedMail.Unneeded;
        }

        var service = await catalogue.ServiceAsync(request.ServiceId, cancellation);
        var accepted = request.Languages?.Split(',') ?? [];
        var to = new MailRecipient(address.Value, "", guest.Locale is { } locale ? [locale, .. accepted] : accepted);
        return ComposedMail.Of(await writer.WriteAsync(
            new MailDraft(Kind, links.MessageId(delivery.Id), to, voice => ValuesOf(request, service, tokens.Create(LinkPurpose.ConfirmBooking, person, request.RequestId), voice)),
            cancellation));
    }

    private static IEnumerable<KeyValuePair<string, string?>> ValuesOf(BookingRequested request, Service? service, string token, MailVoice voice)
    {
        var zone = ZoneData.Zones[request.Time.TimeZone];
        var date = DateTexts.DateAndTime(voice.Language, request.Time.Start.InZone(zone).LocalDateTime);
        return
        [
            new("date", date), new("when", $"{date}, {DateTexts.Zone(zone, request.Time.Start)}"),
            new("service", service is null || service.Name == DefaultCatalogue.InitialService.Name ? null : service.Name),
            new("until", DateTexts.Time(voice.Language, request.Expires.InZone(zone).TimeOfDay)),
            new("action_url", voice.Links.ConfirmBooking(token).AbsoluteUri),
        ];
    }
}
