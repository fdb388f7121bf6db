using BookingEngine.Functions.Http.Answers;
using BookingEngine.Holds;
using BookingEngine.Times;

namespace BookingEngine.Functions.Holds;

public sealed record HoldView(
    string Id, string Slot, string End, string TimeZone, string ServiceId, string ResourceId, int Quantity, string ExpiresAt)
{
    public static HoldView Of(Hold hold)
    {
        var zone = ZoneData.Zones[hold.Time.TimeZone];
        return new(
            hold.Id.ToString(), Rfc3339.Format(hold.Time.Start, zone), Rfc3339.Format(hold.Time.End, zone), hold.Time.TimeZone, hold.ServiceId.Value,
            hold.Id.ResourceId.Value, hold.Quantity, Rfc3339.Format(hold.Expires));
    }
}
