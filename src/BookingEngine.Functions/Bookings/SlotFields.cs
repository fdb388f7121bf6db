using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;

namespace BookingEngine.Functions.Bookings;

/// <summary>What bodies say about slots. What is wrong is noted in the body's errors.</summary>
internal static class SlotFields
{
    public const int MaximumQuantity = 10_000;
    private const int MaximumSlotLength = 64;

    public static WrittenTime Slot(this BodyFields body)
    {
        var text = body.Text("slot", 1, MaximumSlotLength);
        return (text.Length > 0 ? ReadSlot(text, body.Errors) : null) ?? default;
    }

    public static WrittenTime? OptionalSlot(this BodyFields body) => body.Has("slot") ? body.Slot() : null;

    public static WrittenTime? ReadSlot(string text, FieldErrors errors)
    {
        if (SlotTime.TryRead(text) is { } slot)
        {
            return slot;
        }

        errors.Add("slot", SlotTime.Format);
        return null;
    }

    public static ServiceId? OptionalServiceId(this BodyFields body) => body.OptionalId("service_id") is { } id ? new ServiceId(id) : null;

    public static ResourceId? OptionalResourceId(this BodyFields body) => body.OptionalId("resource_id") is { } id ? new ResourceId(id) : null;

    public static HoldId HoldId(this BodyFields body) =>
        body["hold_id"].Parsed(BookingEngine.Bookings.HoldId.TryParse, default, "must be the id of a hold");

    public static int? OptionalQuantity(this BodyFields body) => body.OptionalWhole("quantity", 1, MaximumQuantity);

    private static string? OptionalId(this BodyFields body, string name) =>
        body.Has(name) ? body[name].Matching(CatalogueIdRules.IsValid, CatalogueIdRules.Format) : null;
}
