using BookingEngine.Availability;
using BookingEngine.Slots;
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
    [property: Field("Whose dates and offsets these are, by its IANA name.")] string TimeZone,
    [property: Field("The dates that have anything, in order.")] IReadOnlyList<ExplainedDayView> Days)
{
    public static ExplainedAvailabilityView Of(FoundAvailability found) =>
        new(found.Zone.Id, [.. found.Days.Select(day => ExplainedDayView.Of(day, found.Zone))]);
}

[Shape("AvailabilityDay", "What begins on one date.")]
public sealed record ExplainedDayView(
    [property: Field("The date in `time_zone`.", Format = "date")] string Date,
    [property: Field("What can be booked, by start.")] IReadOnlyList<SlotView> Slots,
    [property: Field("What cannot, by start. Answered with `explain`.", IsOptional = true)] IReadOnlyList<RefusedStartView> Refused)
{
    public static ExplainedDayView Of(AvailabilityDay day, DateTimeZone zone) => new(
        AvailabilityDayView.Text(day.Date), SlotView.Of(day.Slots, zone),
        [.. day.Refused.Select(refused => RefusedStartView.Of(refused, zone))]);
}

[Shape("Slot", "A start that can be booked.")]
public sealed record SlotView(
    [property: Field("When it begins.", Format = "date-time")] string Start,
    [property: Field("When the service ends, without buffers.", Format = "date-time")] string End,
    [property: Field("The resources that have room.")] IReadOnlyList<string> ResourceIds,
    [property: Field("Over all of them: the seats left of a group service, of another how many more bookings fit.")] int PlacesLeft)
{
    internal static SlotView First => new("2030-05-13T09:00:00+02:00", "2030-05-13T09:30:00+02:00", ["chair-1", "chair-2"], 2);

    internal static SlotView Second => new("2030-05-13T09:30:00+02:00", "2030-05-13T10:00:00+02:00", ["chair-2"], 1);

    public static IReadOnlyList<SlotView> Of(IReadOnlyList<OfferedSlot> slots, DateTimeZone zone) => [.. slots.Select(slot => new SlotView(
        Rfc3339.Format(slot.Start, zone), Rfc3339.Format(slot.End, zone), [.. slot.ResourceIds.Select(id => id.Value)], slot.PlacesLeft))];
}

[Shape("RefusedStart", "A start on a resource's grid that cannot be booked.")]
public sealed record RefusedStartView(
    [property: Field("When it would begin.", Format = "date-time")] string Start,
    [property: Field("On whose grid it is.")] string ResourceId,
    [property: Field(
        "`closed` (outside the hours, or time off), `taken`, `held` (by a hold that may expire), `notice` (past, or too soon), "
        + "`horizon` (too far ahead) or `limit` (the caller has the maximum). Others may come.")] string Reason)
{
    public static RefusedStartView Of(RefusedStart refused, DateTimeZone zone) =>
        new(Rfc3339.Format(refused.Start, zone), refused.ResourceId.Value, SlotRefusals.ReasonOf(refused.Reason));
}

[Shape("NextAvailability", "The next free times.")]
public sealed record NextAvailabilityView(
    [property: Field("Whose offsets these are, by its IANA name.")] string TimeZone,
    [property: Field("The starts, the earliest first.")] IReadOnlyList<SlotView> Slots)
{
    public static NextAvailabilityView Of(NextAvailability found) => new(found.Zone.Id, SlotView.Of(found.Slots, found.Zone));
}
