using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Webhooks.Events;

[Shape("EventList", "Events in the feed.")]
public sealed record EventListView(
    [property: Field("The events, as webhooks have them.")] IReadOnlyList<EventView> Events,
    [property: Field("Where to go on, also at the end: send it as `after`.")] string NextCursor,
    [property: Field("Whether more can be read at once.")] bool HasMore)
{
    [Field(
        "How many resources, users or other things have events that cannot be read. They are not skipped: they come once the store is repaired. "
        + "Omitted if there are none.", IsOptional = true)]
    public int HeldBack { get; init; }

    internal static EventListView Example => new([EventView.Example], Samples.Cursor, HasMore: false);
}

[Shape("Event", "An event, as webhooks have it.")]
public sealed record EventView(
    [property: Field("Fixed by the event: the header `webhook-id`.")] string Id,
    [property: Field("The name of the event. New ones may be added.")] string Type,
    [property: Field("The name and version of the shape of `data`.")] string Schema,
    [property: Field("When it happened.", Format = "date-time")] string Timestamp,
    [property: Field("Counts the events about the same thing, across resources, from 1.")] long Sequence,
    [property: Field("The state just after the event.")] JsonObject Data,
    [property: Field("The former values of what changed. Null if nothing did.")] JsonObject? Previous)
{
    internal static EventView Example => new(
        "evt_3f2a9c0d4b5e6f708192a3b4c5d6e7f8-0", "booking.cancelled", "booking.v1", "2030-05-02T08:30:00.1187Z", 2,
        new JsonObject
        {
            ["id"] = Samples.Booking,
            ["user_id"] = Samples.User,
            ["slot"] = Samples.Slot,
            ["end"] = Samples.SlotEnd,
            ["time_zone"] = "UTC",
            ["service_id"] = "default",
            ["resource_id"] = "default",
            ["status"] = "cancelled",
            ["quantity"] = 1,
            ["created_at"] = "2030-05-01T09:14:02.1187Z",
        },
        new JsonObject { ["status"] = "confirmed" });
}

[JsonSerializable(typeof(EventListView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class EventsJson : JsonSerializerContext;
