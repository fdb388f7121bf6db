using System.Text.Json.Serialization;
using BookingEngine.Functions.Bookings;
using BookingEngine.Guests;
using BookingEngine.Hours;
using BookingEngine.Times;
using BookingEngine.Waitlist;
using NodaTime;

namespace BookingEngine.Functions.Waitlist;

[Shape("WaitlistEntry", "A place in the waitlist of a service.")]
public sealed record WaitlistEntryView(
    [property: Field("The entry's id.")] Guid Id,
    [property: Field("The customer's id.")] Guid UserId,
    [property: Field("The service.")] string ServiceId,
    [property: Field("The resource. Null for any.")] string? ResourceId,
    [property: Field("The earliest start, with the offset of the location.", Format = "date-time")] string From,
    [property: Field("The end of the starts, exclusive.", Format = "date-time")] string To,
    [property: Field("The IANA time zone of weekdays and times.")] string TimeZone,
    [property: Field("The weekdays of the start. Empty for any.")] IReadOnlyList<string> Weekdays,
    [property: Field("The local times between which it may start. Empty for any.")] IReadOnlyList<WishedTimesView> Times,
    [property: Field("The number of seats.")] int Quantity,
    [property: Field("`waiting`, `offered` (a slot is held for the customer), `taken` (the customer has booked it), `left`, `lapsed` (three offers expired), or `ended` (the wish is over, or nothing can be offered any more).")] string Status,
    [property: Field("When the customer joined.", Format = "date-time")] string CreatedAt,
    [property: Field("How many offers have expired.")] int Lapses,
    [property: Field("The slot that is held for the customer. Null for none.")] OfferView? Offer,
    [property: Field("The booking, of a taken entry. Null for others.")] Guid? BookingId)
{
    [Field("The length of the appointment in minutes. Omitted for the service's `duration`.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Duration { get; init; }

    [Field("The guest, if the entry is for one. Only when a single entry is read.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GuestView? Guest { get; init; }

    [Field("The guest's link to take an offer or to leave. Only in the answer to staff, for a guest who gets no mail with it.", Format = "uri-reference", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Link { get; init; }

    internal static WaitlistEntryView Example => new(
        new("0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f508"), Samples.User, "cut", null, "2030-05-13T00:00:00Z", "2030-05-18T00:00:00Z", "UTC", ["monday", "friday"],
        [new("09:00", "12:00")], 1, "waiting", "2030-05-01T09:14:02.1187Z", 0, null, null);

    internal static WaitlistEntryView OfferedExample => Example with { Status = "offered", Offer = OfferView.Example };

    /// <param name="now">An offer that has expired is none, although the entry follows a little later.</param>
    public static WaitlistEntryView Of(WaitlistEntry entry, Instant now)
    {
        var (wish, zone) = (entry.Wish, ZoneData.Zones[entry.Wish.TimeZone]);
        var offer = entry.OfferedAt(now);
        return new(
            entry.Id.Value, entry.UserId.Value, entry.ServiceId.Value, wish.ResourceId?.Value, Rfc3339.Format(wish.From, zone), Rfc3339.Format(wish.To, zone),
            wish.TimeZone, [.. wish.Weekdays.Select(WishFields.NameOf)], [.. wish.Times.Select(WishedTimesView.Of)], wish.Quantity, StatusOf(entry, offer),
            Rfc3339.Format(entry.JoinedAt), entry.Lapses, offer is null ? null : OfferView.Of(offer), entry.BookingId?.Value)
        {
            Duration = wish.Length is { } length ? (int)length.TotalMinutes : null,
        };
    }

    internal WaitlistEntryView With(Guest? guest) => this with
    {
        Guest = guest is null ? null : new GuestView(guest.Name, guest.Email?.Value, guest.Phone) { Locale = guest.Locale },
    };

    private static string StatusOf(WaitlistEntry entry, Offer? offer) => entry.Status switch
    {
        EntryStatus.Offered => offer is null ? "waiting" : "offered",
        EntryStatus.Waiting => "waiting",
        EntryStatus.Taken => "taken",
        EntryStatus.Left => "left",
        EntryStatus.Lapsed => "lapsed",
        _ => "ended",
    };
}

[Shape("WishedTimes", "Local times between which an appointment may start, the end excluded.")]
public sealed record WishedTimesView(string From, string To)
{
    public static WishedTimesView Of(HoursInterval times) => new(times.Start.ToString(), times.End.ToString());
}

[Shape("WaitlistOffer", "A slot that is held for a customer who waits.")]
public sealed record OfferView(
    [property: Field("The offer's id.")] Guid Id,
    [property: Field("The start, with the offset of the location.", Format = "date-time")] string Slot,
    [property: Field("The end.", Format = "date-time")] string End,
    [property: Field("The IANA time zone of the location.")] string TimeZone,
    [property: Field("The resource.")] string ResourceId,
    [property: Field("Until when it can be taken.", Format = "date-time")] string ExpiresAt)
{
    [Field("All its resources, if its service takes several at once: `resource_id` is the first one. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedResourceView>? Resources { get; init; }

    internal static OfferView Example => new(
        new("0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f509"), Samples.Slot, Samples.SlotEnd, "UTC", "chair-1", "2030-05-12T10:14:02.1187Z");

    public static OfferView Of(Offer offer)
    {
        var zone = ZoneData.Zones[offer.Time.TimeZone];
        return new(
            offer.Id.Value, Rfc3339.Format(offer.Time.Start, zone), Rfc3339.Format(offer.Time.End, zone), offer.Time.TimeZone, offer.ResourceId.Value,
            Rfc3339.Format(offer.Expires))
        {
            Resources = BookedResourceView.Of(offer.Resources),
        };
    }
}

[Shape("WaitlistEntryList", "Entries in the order in which they joined.")]
public sealed record WaitlistEntryListView(
    [property: Field("The entries.")] IReadOnlyList<WaitlistEntryView> Entries,
    [property: Field("The cursor of the next page. Null on the last page.")] string? NextCursor);
