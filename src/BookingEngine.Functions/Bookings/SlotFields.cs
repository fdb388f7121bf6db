using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Functions.Users;
using BookingEngine.Guests;
using BookingEngine.Holds;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings;

/// <summary>What bodies say about slots. What is wrong is noted in the body's errors.</summary>
internal static class SlotFields
{
    public const int MaximumQuantity = 10_000;
    public const int MaximumName = 200, MaximumPhone = 40;
    private const int MaximumSlotLength = 64;

    public static SlotInput Slot(this BodyFields body)
    {
        var text = body.Text("slot", 1, MaximumSlotLength);
        return (text.Length > 0 ? ReadSlot(text, body.Errors) : null) ?? default;
    }

    public static SlotInput? OptionalSlot(this BodyFields body) => body.Has("slot") ? body.Slot() : null;

    public static SlotInput? ReadSlot(string text, FieldErrors errors)
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
        body["hold_id"].Parsed(BookingEngine.Holds.HoldId.TryParse, default, "must be the id of a hold");

    /// <summary>Whom it is booked for; null for the caller.</summary>
    public static (Guest Guest, Actor By)? ReadFor(this BodyFields body, Caller caller)
    {
        if (!body.Has("guest"))
        {
            return null;
        }

        var guest = body["guest"].Members();
        var (name, phone) = (guest.Text("name", 1, MaximumName), guest.OptionalText("phone", MaximumPhone));
        var email = guest.Has("email") ? guest.Email("email") : null;
        return (new Guest(name, email, phone), caller.Actor);
    }

    public static int? OptionalQuantity(this BodyFields body) => body.OptionalWhole("quantity", 1, MaximumQuantity);

    private static string? OptionalId(this BodyFields body, string name) =>
        body.Has(name) ? body[name].Matching(CatalogueIdRules.IsValid, CatalogueIdRules.Format) : null;
}
