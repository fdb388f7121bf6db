using System.Text.Json.Serialization;
using BookingEngine.Functions.Bookings;
using BookingEngine.Holds;
using BookingEngine.Times;

namespace BookingEngine.Functions.Holds;

[Shape("Hold", "A reserved slot.")]
public sealed record HoldView(
    [property: Field("The hold's id. Send it as `hold_id`.")] string Id,
    [property: Field("The start, with the offset of the location.", Format = "date-time")] string Slot,
    [property: Field("The end.", Format = "date-time")] string End,
    [property: Field("The IANA time zone of the location.")] string TimeZone,
    [property: Field("The service.")] string ServiceId,
    [property: Field("The resource.")] string ResourceId,
    [property: Field("The number of places.")] int Quantity,
    [property: Field("When the hold expires.", Format = "date-time")] string ExpiresAt)
{
    [Field("All its resources, if its service takes several at once: `resource_id` is the first one. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedResourceView>? Resources { get; init; }

    [Field("The services of a visit, in order, if its service has `segments`. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedSegmentView>? Segments { get; init; }

    internal static HoldView Example => new(
        "0197a3c2b4d57f6e8a90b1c2d3e4f507-chair-1", Samples.Slot, Samples.SlotEnd, "UTC", "cut", "chair-1", 1, "2030-05-01T09:24:02.1187Z");

    public static HoldView Of(Hold hold)
    {
        var zone = ZoneData.Zones[hold.Time.TimeZone];
        return new(
            hold.Id.ToString(), Rfc3339.Format(hold.Time.Start, zone), Rfc3339.Format(hold.Time.End, zone), hold.Time.TimeZone, hold.ServiceId.Value,
            hold.ResourceId.Value, hold.Quantity, Rfc3339.Format(hold.Expires))
        {
            Resources = BookedResourceView.Of(hold.Resources),
            Segments = BookedSegmentView.Of(hold.Segments, zone),
        };
    }
}
