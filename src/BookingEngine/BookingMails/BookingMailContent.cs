using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.CalendarEntries;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Guests;
using BookingEngine.Languages;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.BookingMails;

/// <summary>What a mail about a booking says, and its entry.</summary>
/// <param name="ManageToken">For the customer's own mails; null for those of staff, and if there is nothing left to manage.</param>
/// <param name="Customer">The customer's name; null in the customer's own mails.</param>
public sealed record BookingMailContent(
    BookingStory Story, BookingNames Names, MailRecipient To, string? Reason, string? ManageToken, string? Customer)
{
    /// <summary>When the entry changed, if that was not with the event.</summary>
    public Instant? ChangedAt { get; init; }

    /// <summary>All bookings that the mail tells of; empty if it is about one.</summary>
    public ImmutableArray<ToldBooking> Together { get; init; } = [];

    private Booking Booking => Story.After;

    // The default catalogue's names say nothing to people.
    private string? Service => Booking.ServiceId == DefaultCatalogue.Service && Names.Service == DefaultCatalogue.InitialService.Name ? null : Names.Service;

    private string? Resource =>
        Booking.ResourceId == DefaultCatalogue.Resource && Names.Resource == DefaultCatalogue.InitialResource.Name ? null : Names.Resource;

    private string? Place => Names.Location is not { } location || location == DefaultCatalogue.InitialLocation ? null
        : location.Address is { Length: > 0 } address ? $"{location.Name}, {address}" : location.Name;

    public IEnumerable<KeyValuePair<string, string?>> Values(MailVoice voice)
    {
        var zone = ZoneData.Zones[Booking.TimeZone];
        var date = DateTexts.DateAndTime(voice.Language, Booking.Slot.InZone(zone).LocalDateTime);
        var shown = DateTexts.Zone(zone, Booking.Slot);
        return
        [
            new("date", Together.IsEmpty ? date : $"{date} (+{MailText.Whole(Together.Length - 1)})"), new("zone", shown),
            new("when", Together.IsEmpty ? $"{date}, {shown}" : string.Join("\r\n", Together.Select(t => When(voice, t.Booking)))),
            new("end", DateTexts.Time(voice.Language, Booking.End.InZone(zone).TimeOfDay)),
            new("before", Former(voice)), new("service", Service), new("resource", Given(voice)),
            new("place", Place), new("customer", Customer),
            new("reason", Reason), new("quantity", Booking.Quantity > 1 ? MailText.Whole(Booking.Quantity) : null),
            new("pending", Booking.Status is BookingStatus.Pending ? "true" : null), new("by_customer", IsByCustomer ? "true" : null),
            new("action_url", ManageUrl(voice)?.AbsoluteUri),
        ];
    }

    public MailEntry Entry(MailVoice voice, EntryMethod method)
    {
        var entry = Entry(voice, method, Booking, Story.Position);
        return new MailEntry(method is EntryMethod.Cancel ? "CANCEL" : "REQUEST", Write(voice, method, entry));
    }

    /// <summary>A file with the entries of all bookings that the mail tells of. A request may only have one, so it is published.</summary>
    public MailEntry Entries(MailVoice voice) => new(
        "PUBLISH",
        Write(voice, EntryMethod.Publish, [.. Together.Select(t => Entry(
            voice, t.Booking.Status.IsCalledOff ? EntryMethod.Cancel : EntryMethod.Request, t.Booking, t.Position))]));

    private static string Write(MailVoice voice, EntryMethod method, params CalendarEntry[] entries)
    {
        var product = voice.Brand.DisplayName ?? voice.Texts["entry.title"];
        return EntryWriter.Write(new EntryFile(method, product, LanguageTag.PrimaryOf(voice.Language), entries));
    }

    private CalendarEntry Entry(MailVoice voice, EntryMethod method, Booking booking, int position)
    {
        var status = method is EntryMethod.Cancel ? EntryStatus.Cancelled : booking.Status is BookingStatus.Pending ? EntryStatus.Tentative : EntryStatus.Confirmed;
        var url = booking.Id == Booking.Id ? ManageUrl(voice) : null;
        var title = string.Join(" – ", new[] { Service ?? voice.Texts["entry.title"], Customer ?? voice.Brand.DisplayName }.OfType<string>());
        return new CalendarEntry(
            $"{booking.Id}", position, ChangedAt ?? Story.Event.Metadata.RecordedAt, booking.Slot, booking.End, booking.TimeZone, status, title)
        {
            Description = Description(voice, url),
            Location = Place,
            Url = url,
            Organizer = new EntryPerson(voice.From.Address, MailText.Safe(voice.SenderName ?? voice.From.Address)),
            Attendee = new EntryPerson(To.Address, MailText.Safe(To.Name.Length == 0 ? To.Address : To.Name)),
        };
    }

    // Of a visit: each part of it.
    private string? Given(MailVoice voice) => Booking.Segments is null ? Resource : string.Join("; ", VisitLines.Of(Booking, Names, voice.Language));

    // Null if there is nothing to say.
    private string? Description(MailVoice voice, Uri? url)
    {
        string[] lines = [.. VisitLines.Of(Booking, Names, voice.Language), .. url is null ? [] : new[] { voice.Texts.With("entry.manage", url.AbsoluteUri) }];
        return lines.Length == 0 ? null : string.Join('\n', lines);
    }

    private static string When(MailVoice voice, Booking booking)
    {
        var zone = ZoneData.Zones[booking.TimeZone];
        return $"{DateTexts.DateAndTime(voice.Language, booking.Slot.InZone(zone).LocalDateTime)}, {DateTexts.Zone(zone, booking.Slot)}";
    }

    // Who has the link acts as the customer.
    private bool IsByCustomer =>
        Story.Event.Metadata.Actor is { } actor && (actor == ManageLinks.Author || actor == $"{(Story.Before ?? Booking).UserId}");

    private Uri? ManageUrl(MailVoice voice) => ManageToken is { } token ? voice.Links.Manage(token) : null;

    private string? Former(MailVoice voice) =>
        Story.Before is { } before && before.Slot != Booking.Slot && ZoneData.Zones[before.TimeZone] is var zone
            ? $"{DateTexts.DateAndTime(voice.Language, before.Slot.InZone(zone).LocalDateTime)}, {DateTexts.Zone(zone, before.Slot)}"
            : null;
}
