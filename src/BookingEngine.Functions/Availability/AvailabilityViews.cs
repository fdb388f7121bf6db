using System.Text.Json.Serialization;
using BookingEngine.Availability;
using BookingEngine.Functions.Bookings;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Availability;

public sealed record AvailabilityView(string TimeZone, IReadOnlyList<AvailabilityDayView> Days)
{
    public static AvailabilityView Of(FoundAvailability found) =>
        new(found.Zone.Id, [.. found.Days.Select(day => AvailabilityDayView.Of(day, found.Zone))]);
}

public sealed record AvailabilityDayView(string Date, IReadOnlyList<SlotView> Slots)
{
    public static AvailabilityDayView Of(AvailabilityDay day, DateTimeZone zone) =>
        new(Text(day.Date), SlotView.Of(day.Slots, zone));

    public static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);
}

[Shape("Availability", "Free times by date.")]
public sealed record ExplainedAvailabilityView(
    [property: Field("The IANA time zone of the dates and offsets.")] string TimeZone,
    [property: Field("The dates with slots, in order. With `explain`, also dates that have only refused starts.")] IReadOnlyList<ExplainedDayView> Days)
{
    public static ExplainedAvailabilityView Of(FoundAvailability found) =>
        new(found.Zone.Id, [.. found.Days.Select(day => ExplainedDayView.Of(day, found.Zone))]);
}

[Shape("AvailabilityDay", "The starts on one date.")]
public sealed record ExplainedDayView(
    [property: Field("The date in `time_zone`.", Format = "date")] string Date,
    [property: Field("The starts that can be booked, the earliest first.")] IReadOnlyList<SlotView> Slots,
    [property: Field("The starts that cannot be booked, the earliest first. Only with `explain`.", IsOptional = true)] IReadOnlyList<RefusedStartView> Refused)
{
    public static ExplainedDayView Of(AvailabilityDay day, DateTimeZone zone) => new(
        AvailabilityDayView.Text(day.Date), SlotView.Of(day.Slots, zone),
        [.. day.Refused.Select(refused => RefusedStartView.Of(refused, zone))]);
}

[Shape("Slot", "A start that can be booked.")]
public sealed record SlotView(
    [property: Field("The start.", Format = "date-time")] string Start,
    [property: Field("The end of the service, without buffers.", Format = "date-time")] string End,
    [property: Field("The resources with places left.")] IReadOnlyList<string> ResourceIds,
    [property: Field("The total for these resources: the seats left for a group service, otherwise how many more bookings fit. 1 for a service with `needs` or `segments`.")] int PlacesLeft)
{
    [Field("One way to give a booking its resources, for a service with `needs`. A booking may get others. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedResourceView>? Resources { get; init; }

    [Field("One way to give the services of a visit, for a service with `segments`. A booking may get another. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedSegmentView>? Segments { get; init; }

    internal static SlotView First => new("2030-05-13T09:00:00+02:00", "2030-05-13T09:30:00+02:00", ["chair-1", "chair-2"], 2);

    internal static SlotView Second => new("2030-05-13T09:30:00+02:00", "2030-05-13T10:00:00+02:00", ["chair-2"], 1);

    public static IReadOnlyList<SlotView> Of(IReadOnlyList<OfferedSlot> slots, DateTimeZone zone) => [.. slots.Select(slot => new SlotView(
        Rfc3339.Format(slot.Start, zone), Rfc3339.Format(slot.End, zone), [.. slot.ResourceIds.Select(id => id.Value).Distinct()], slot.PlacesLeft)
    {
        Resources = BookedResourceView.Of(slot.ResourceIds, slot.Needs),
        Segments = BookedSegmentView.Of(slot, zone),
    })];
}

[Shape("RefusedStart", "A start on a resource's grid that cannot be booked.")]
public sealed record RefusedStartView(
    [property: Field("The start.", Format = "date-time")] string Start,
    [property: Field("The resource whose grid has this start.")] string ResourceId,
    [property: Field(
        "`closed` (outside the hours, or time off), `taken`, `held` (by a hold that may expire), `notice` (past, or too soon), "
        + "`horizon` (too far ahead), `validity` (outside the service's dates), `busy` (the caller has another booking then), "
        + "`external` (the resource is busy in an external calendar) or "
        + "`limit` (a limit of the caller, the service or the resource is reached). New reasons may be added.")] string Reason)
{
    public static RefusedStartView Of(RefusedStart refused, DateTimeZone zone) =>
        new(Rfc3339.Format(refused.Start, zone), refused.ResourceId.Value, SlotRefusals.ReasonOf(refused.Reason));
}

[Shape("NextAvailability", "The next free times.")]
public sealed record NextAvailabilityView(
    [property: Field("The IANA time zone of the offsets.")] string TimeZone,
    [property: Field("The starts, the earliest first.")] IReadOnlyList<SlotView> Slots)
{
    public static NextAvailabilityView Of(NextAvailability found) => new(found.Zone.Id, SlotView.Of(found.Slots, found.Zone));
}
