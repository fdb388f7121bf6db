using BookingEngine.Holds;
using BookingEngine.Times;

namespace BookingEngine.Functions.Holds;

[Shape("Hold", "A slot that is reserved.")]
public sealed record HoldView(
    [property: Field("The hold's id, for `hold_id`.")] string Id,
    [property: Field("When it begins, with the offset of the place.", Format = "date-time")] string Slot,
    [property: Field("When it ends.", Format = "date-time")] string End,
    [property: Field("The time zone of the place, by its IANA name.")] string TimeZone,
    [property: Field("What is to be booked.")] string ServiceId,
    [property: Field("Who or what it takes.")] string ResourceId,
    [property: Field("For how many places.")] int Quantity,
    [property: Field("From when on the slot is free again.", Format = "date-time")] string ExpiresAt)
{
    internal static HoldView Example => new(
        "0197a3c2b4d57f6e8a90b1c2d3e4f507-chair-1", Samples.Slot, Samples.SlotEnd, "UTC", "cut", "chair-1", 1, "2030-05-01T09:24:02.1187Z");

    public static HoldView Of(Hold hold)
    {
        var zone = ZoneData.Zones[hold.Time.TimeZone];
        return new(
            hold.Id.ToString(), Rfc3339.Format(hold.Time.Start, zone), Rfc3339.Format(hold.Time.End, zone), hold.Time.TimeZone, hold.ServiceId.Value,
            hold.Id.ResourceId.Value, hold.Quantity, Rfc3339.Format(hold.Expires));
    }
}
