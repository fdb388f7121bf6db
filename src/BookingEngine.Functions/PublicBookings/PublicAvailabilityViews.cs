using BookingEngine.Availability;
using BookingEngine.Functions.Availability;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.PublicBookings;

[Shape("PublicAvailability", "Free times by date, for visitors. How many others have booked is not in it.")]
public sealed record PublicAvailabilityView(
    [property: Field("The IANA time zone of the dates and offsets.")] string TimeZone,
    [property: Field("The dates with slots, in order.")] IReadOnlyList<PublicDayView> Days)
{
    internal static PublicAvailabilityView Example => new(
        "Europe/Berlin", [new("2030-05-13", [new("2030-05-13T09:00:00+02:00", "2030-05-13T09:30:00+02:00", ["chair-1"])])]);

    public static PublicAvailabilityView Of(FoundAvailability found) =>
        new(found.Zone.Id, [.. found.Days.Select(day => PublicDayView.Of(day, found.Zone))]);
}

[Shape("PublicDay", "The starts on one date.")]
public sealed record PublicDayView(
    [property: Field("The date in `time_zone`.", Format = "date")] string Date,
    [property: Field("The starts, the earliest first.")] IReadOnlyList<PublicSlotView> Slots)
{
    public static PublicDayView Of(AvailabilityDay day, DateTimeZone zone) =>
        new(AvailabilityDayView.Text(day.Date), [.. day.Slots.Select(slot => PublicSlotView.Of(slot, zone))]);
}

[Shape("PublicSlot", "A start that can be booked.")]
public sealed record PublicSlotView(
    [property: Field("The start.", Format = "date-time")] string Start,
    [property: Field("The end of the service.", Format = "date-time")] string End,
    [property: Field("The resources that are free.")] IReadOnlyList<string> ResourceIds)
{
    public static PublicSlotView Of(OfferedSlot slot, DateTimeZone zone) => new(
        Rfc3339.Format(slot.Start, zone), Rfc3339.Format(slot.End, zone), [.. slot.ResourceIds.Select(id => id.Value)]);
}
