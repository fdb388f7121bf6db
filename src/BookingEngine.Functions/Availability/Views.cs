using BookingEngine.Availability;
using BookingEngine.Functions.Http;
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

/// <summary>With what is refused beside what is offered.</summary>
public sealed record ExplainedAvailabilityView(string TimeZone, IReadOnlyList<ExplainedDayView> Days)
{
    public static ExplainedAvailabilityView Of(FoundAvailability found) =>
        new(found.Zone.Id, [.. found.Days.Select(day => ExplainedDayView.Of(day, found.Zone))]);
}

public sealed record ExplainedDayView(string Date, IReadOnlyList<SlotView> Slots, IReadOnlyList<RefusedStartView> Refused)
{
    public static ExplainedDayView Of(AvailabilityDay day, DateTimeZone zone) => new(
        AvailabilityDayView.Text(day.Date), SlotView.Of(day.Slots, zone),
        [.. day.Refused.Select(refused => RefusedStartView.Of(refused, zone))]);
}

public sealed record SlotView(string Start, string End, IReadOnlyList<string> ResourceIds, int PlacesLeft)
{
    public static IReadOnlyList<SlotView> Of(IReadOnlyList<OfferedSlot> slots, DateTimeZone zone) => [.. slots.Select(slot => new SlotView(
        Rfc3339.Format(slot.Start, zone), Rfc3339.Format(slot.End, zone), [.. slot.ResourceIds.Select(id => id.Value)], slot.PlacesLeft))];
}

public sealed record RefusedStartView(string Start, string ResourceId, string Reason)
{
    public static RefusedStartView Of(RefusedStart refused, DateTimeZone zone) =>
        new(Rfc3339.Format(refused.Start, zone), refused.ResourceId.Value, SlotRefusals.ReasonOf(refused.Reason));
}

public sealed record NextAvailabilityView(string TimeZone, IReadOnlyList<SlotView> Slots)
{
    public static NextAvailabilityView Of(NextAvailability found) => new(found.Zone.Id, SlotView.Of(found.Slots, found.Zone));
}
