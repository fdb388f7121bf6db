using BookingEngine.Aggregates;
using BookingEngine.BookingMails;
using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Languages;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Reading;

namespace BookingEngine.WaitlistMails;

/// <summary>Writes the mails to those who wait.</summary>
public sealed class WaitlistMailWriter(
    AggregateLoader loader, BookingContacts contacts, EntryTexts texts, CatalogueCache catalogue, CatalogueReader<Resource> resources, PublicLinks links, MailWriter writer)
{
    /// <summary>The event handler that records the deliveries of what happens in a waitlist. Offers are those of calendars.</summary>
    public const string Handler = "waitlist-mails";

    /// <summary>No mail goes to erased persons, nor to guests without an address.</summary>
    public async Task<ComposedMail> WriteAsync(
        MailKind kind, Delivery delivery, WaitlistEntry entry, Func<MailVoice, IEnumerable<KeyValuePair<string, string?>>> values, CancellationToken cancellation) =>
        await FindRecipientAsync(entry, cancellation) is { } to
            ? ComposedMail.Of(await writer.WriteAsync(new MailDraft(kind, links.MessageId(delivery.Id), to, values), cancellation))
            : ComposedMail.Unneeded;

    /// <summary>What is offered, where and with whom. The names of the default catalogue say nothing to people.</summary>
    public async Task<Func<MailVoice, IEnumerable<KeyValuePair<string, string?>>>> OfTimeAsync(
        ServiceId serviceId, ResourceId resourceId, BookedInterval time, CancellationToken cancellation)
    {
        var service = await ServiceNameAsync(serviceId, cancellation);
        var resource = (await resources.FindAsync(resourceId.Value, cancellation))?.Value;
        var location = resource is null ? null : (await catalogue.LocationsOfAsync(resource, cancellation))?.At(time.Start);
        return voice =>
        {
            var zone = ZoneData.Zones[time.TimeZone];
            var (date, shown) = (DateTexts.DateAndTime(voice.Language, time.Start.InZone(zone).LocalDateTime), DateTexts.Zone(zone, time.Start));
            return
            [
                new("date", date), new("when", $"{date}, {shown}"), new("zone", shown), new("service", service),
                new("resource", resource?.Name is { } name && name != DefaultCatalogue.InitialResource.Name ? name : null),
                new("place", location is null || location == DefaultCatalogue.InitialLocation ? null
                    : location.Address is { Length: > 0 } address ? $"{location.Name}, {address}" : location.Name),
            ];
        };
    }

    /// <summary>What the entry waits for.</summary>
    public async Task<Func<MailVoice, IEnumerable<KeyValuePair<string, string?>>>> OfWishAsync(WaitlistEntry entry, CancellationToken cancellation)
    {
        var service = await ServiceNameAsync(entry.ServiceId, cancellation);
        var resource = entry.Wish.ResourceId is { } id ? (await resources.FindAsync(id.Value, cancellation))?.Value?.Name : null;
        return voice => [new("when", WishDates.Of(entry.Wish, voice.Language)), new("service", service), new("resource", resource)];
    }

    private async Task<string?> ServiceNameAsync(ServiceId id, CancellationToken cancellation) =>
        (await catalogue.ServiceAsync(id, cancellation))?.Name is { } name && name != DefaultCatalogue.InitialService.Name ? name : null;

    private async Task<MailRecipient?> FindRecipientAsync(WaitlistEntry entry, CancellationToken cancellation)
    {
        if ((await loader.RefreshAsync<User>(entry.UserId.Stream, cancellation)).State.Status is UserStatus.Erased)
        {
            return null;
        }

        var contact = await contacts.FindUserAsync(entry.UserId, cancellation)
            ?? (await texts.FindGuestAsync(entry, cancellation) is { } guest ? new BookingContact(guest.Name, guest.Email?.Value, guest.Locale, IsGuest: true) : null);
        return contact?.ToRecipient(entry.Languages?.Split(',') ?? []);
    }
}
