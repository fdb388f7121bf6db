using BookingEngine.Functions.Holds;
using BookingEngine.Holds;

namespace BookingEngine.Functions.PublicBookings;

[Shape("PublicHold", "A slot that is reserved for a visitor.")]
public sealed record PublicHoldView(
    [property: Field("Proves that the hold is the visitor's.")] string Token,
    [property: Field("The start, with the offset of the location.", Format = "date-time")] string Slot,
    [property: Field("The end.", Format = "date-time")] string End,
    [property: Field("The IANA time zone of the location.")] string TimeZone,
    [property: Field("The service.")] string ServiceId,
    [property: Field("The resource.")] string ResourceId,
    [property: Field("The number of places.")] int Quantity,
    [property: Field("When the hold expires.", Format = "date-time")] string ExpiresAt)
{
    internal const string ExampleToken = "AZejwrTVf26KkLHCw-T1BwAAAABw5Q";

    internal static PublicHoldView Example => new(
        ExampleToken, Samples.Slot, Samples.SlotEnd, "UTC", "cut", "chair-1", 1, "2030-05-01T09:24:02.1187Z");

    public static PublicHoldView Of(Hold hold, string token)
    {
        var view = HoldView.Of(hold);
        return new(token, view.Slot, view.End, view.TimeZone, view.ServiceId, view.ResourceId, view.Quantity, view.ExpiresAt);
    }
}
