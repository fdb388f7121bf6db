using System.Text.Json.Nodes;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks.Events;

/// <summary>An example of each event.</summary>
public static class EventSamples
{
    /// <summary>The type of the view of a schema.</summary>
    public static Type ViewOf(string schema) => schema switch
    {
        WebhookEventTypes.Booking => typeof(BookingEventView),
        WebhookEventTypes.Hold => typeof(HoldEventView),
        WebhookEventTypes.User => typeof(UserEventView),
        WebhookEventTypes.Catalogue => typeof(CatalogueEventView),
        WebhookEventTypes.Webhook => typeof(WebhookEventView),
        _ => throw new InvalidOperationException($"The schema {schema} has no view."),
    };

    public static EventView Of(WebhookEventType type) => EventView.Example with
    {
        Type = type.Name,
        Schema = type.Schema,
        Sequence = PreviousOf(type) is null ? 1 : 2,
        Data = DataOf(type),
        Previous = PreviousOf(type),
    };

    private static JsonObject DataOf(WebhookEventType type) => type.Schema switch
    {
        WebhookEventTypes.Booking => Booking(type.Name switch
        {
            "booking.declined" => "declined",
            "booking.cancelled" => "cancelled",
            "booking.completed" => "completed",
            "booking.no_show" => "no_show",
            _ => "confirmed",
        }),
        WebhookEventTypes.Hold => new() { ["id"] = Samples.Booking, ["resource_id"] = "default", ["status"] = type.Name == "hold.placed" ? "held" : "released" },
        WebhookEventTypes.User => new()
        {
            ["id"] = Samples.User,
            ["role"] = type.Name == "user.role_changed" ? "staff" : "customer",
            ["active"] = type.Name is not ("user.deactivated" or "user.erased"),
        },
        WebhookEventTypes.Catalogue => new()
        {
            ["kind"] = "service",
            ["id"] = "cut",
            ["change"] = "changed",
            ["version"] = 2,
            ["name"] = "Haircut and wash",
            ["active"] = true,
        },
        _ => new() { ["id"] = WebhookView.ExampleId },
    };

    private static JsonObject? PreviousOf(WebhookEventType type) => type.Name switch
    {
        "booking.approved" or "booking.declined" => new() { ["status"] = "pending" },
        "booking.rescheduled" => new() { ["slot"] = "2030-05-12T14:30:00Z", ["end"] = "2030-05-12T15:00:00Z" },
        "booking.cancelled" or "booking.completed" or "booking.no_show" => new() { ["status"] = "confirmed" },
        "booking.handed_over" => new() { ["user_id"] = Samples.Administrator },
        "hold.released" => new() { ["status"] = "held" },
        "user.role_changed" => new() { ["role"] = "customer" },
        "user.deactivated" or "webhook.disabled" => new() { ["active"] = true },
        "catalogue.changed" => new() { ["name"] = "Haircut" },
        _ => null,
    };

    private static JsonObject Booking(string status) => new()
    {
        ["id"] = Samples.Booking,
        ["user_id"] = Samples.User,
        ["slot"] = Samples.Slot,
        ["end"] = Samples.SlotEnd,
        ["time_zone"] = "UTC",
        ["service_id"] = "default",
        ["resource_id"] = "default",
        ["status"] = status,
        ["quantity"] = 1,
        ["created_at"] = "2030-05-01T09:14:02.1187Z",
    };
}
