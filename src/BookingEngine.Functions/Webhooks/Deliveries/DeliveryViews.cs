using System.Text.Json.Serialization;
using BookingEngine.Times;
using BookingEngine.Webhooks.Deliveries;

namespace BookingEngine.Functions.Webhooks.Deliveries;

[Shape("WebhookDelivery", "A payload for an endpoint, and what became of it.")]
public sealed record DeliveryView(
    [property: Field("The payload's id: its header `webhook-id`.")] string Id,
    [property: Field("The name of the event.")] string Type,
    [property: Field("Counts the payloads about the same thing.")] long Sequence,
    [property: Field("`pending`, `delivered`, `failed` (given up) or `skipped` (the endpoint no longer takes it).")] string Status,
    [property: Field("When it was queued first.", Format = "date-time")] string CreatedAt,
    [property: Field("When it is tried next. Null if it has ended.", Format = "date-time")] string? NextAt,
    [property: Field("Whether somebody asked to send it again.")] bool Resent,
    [property: Field("Why it was skipped: `endpoint_inactive`, `endpoint_deleted` or `event_not_wanted`. Null if it was not.")] string? SkippedBecause,
    [property: Field("The newest attempts, the oldest first.")] IReadOnlyList<AttemptView> Attempts)
{
    internal static DeliveryView Example => new(
        QueuedDeliveryView.ExampleId, "booking.created", 1, "delivered", "2030-05-01T09:14:02.3187Z", null, Resent: false, null,
        [
            new("2030-05-01T09:14:02.4187Z", 503, 120, null, "busy"), new("2030-05-01T09:14:07.2187Z", 200, 85, null, "ok"),
        ]);

    public static DeliveryView Of(WebhookDelivery delivery) => new(
        delivery.Id, delivery.Type, delivery.Sequence, NameOf(delivery.State), Rfc3339.Format(delivery.CreatedAt),
        delivery.State is WebhookDeliveryState.Pending ? Rfc3339.Format(delivery.NextAt) : null, delivery.IsResend, delivery.SkippedBecause,
        [.. delivery.Attempts.Select(a => new AttemptView(Rfc3339.Format(a.At), a.Status, a.Milliseconds, a.Failure is null ? null : SnakeCase(a.Failure), a.Answer))]);

    internal static string NameOf(WebhookDeliveryState state) => SnakeCase(state.ToString());

    private static string SnakeCase(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

[Shape("WebhookAttempt", "One request to the endpoint.")]
public sealed record AttemptView(
    [property: Field("When it began.", Format = "date-time")] string At,
    [property: Field("The answer's status. Null without an answer.")] int? Status,
    [property: Field("How long it took, in milliseconds.")] int Milliseconds,
    [property: Field(
        "Why there was no answer, such as `timed_out`, `unreachable`, `certificate_invalid`, `name_unknown`, `address_refused`, `answer_invalid`, `secrets_lost` or `event_unreadable`. "
        + "Null with an answer.")] string? Failure,
    [property: Field("The beginning of the answer's body, at most 4 KB. Null if there is none.")] string? Answer);

[Shape("WebhookDeliveryList", "Deliveries, the newest first.")]
public sealed record DeliveryListView(
    [property: Field("The deliveries.")] IReadOnlyList<DeliveryView> Deliveries,
    [property: Field("The cursor of the next page. Null on the last page.")] string? NextCursor);

[Shape("QueuedDelivery", "A payload that is about to be sent.")]
public sealed record QueuedDeliveryView(
    [property: Field("The payload's id: its header `webhook-id`.")] string Id)
{
    internal const string ExampleId = "evt_3f2a9c0d4b5e6f708192a3b4c5d6e7f8-0";

    internal static QueuedDeliveryView Example => new(ExampleId);

    internal static IResult Answer(string id) =>
        Results.Json(new QueuedDeliveryView(id), DeliveriesJson.Default.QueuedDeliveryView, statusCode: StatusCodes.Status202Accepted);
}

[Shape("ResentDeliveries", "How many payloads are sent again.")]
public sealed record ResentDeliveriesView(
    [property: Field("Their number.")] int Resent);

[JsonSerializable(typeof(DeliveryListView))]
[JsonSerializable(typeof(QueuedDeliveryView))]
[JsonSerializable(typeof(ResentDeliveriesView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class DeliveriesJson : JsonSerializerContext;
