using System.Text.Json.Serialization;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Times;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks;

[Shape("Webhook", "An endpoint that events are sent to.")]
public sealed record WebhookView(
    [property: Field("The endpoint's id.")] string Id,
    [property: Field("Where the events go.", Format = "uri")] string Url,
    IReadOnlyList<string> Events, string? Description, bool Active, bool IncludePersonal,
    [property: Field("The names of the headers, each with `set`.")] IReadOnlyDictionary<string, string> Headers,
    [property: Field("When it was last made active. It gets the events from then on.", Format = "date-time")] string Since)
{
    internal const string ExampleId = "4a5b6c7d8e9f";

    internal static WebhookView Example => new(
        ExampleId, "https://hooks.example.com/booking", ["booking.*"], "Our calendar", Active: true, IncludePersonal: false,
        new Dictionary<string, string> { ["Authorization"] = WebhookFieldReading.Kept }, "2030-05-01T09:12:44.5318Z");

    [Field("Why it was disabled, if the system did it. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisabledBecause { get; init; }

    [Field("Signs the events. Only in the answer that creates it.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    public static WebhookView Of(WebhookEndpoint endpoint) => new(
        endpoint.Id, endpoint.Url, endpoint.Events, endpoint.Description, endpoint.Active, endpoint.IncludesPersonal,
        endpoint.Headers.ToDictionary(header => header.Name, _ => WebhookFieldReading.Kept), Rfc3339.Format(endpoint.Since))
    {
        DisabledBecause = endpoint.DisabledBecause,
    };
}

[Shape("WebhookList", "The endpoints.")]
public sealed record WebhookListView(
    [property: Field("The endpoints, by id. There are at most 50.")] IReadOnlyList<WebhookView> Webhooks);

[Shape("RotatedSecret", "A new secret.")]
public sealed record RotatedSecretView(
    [property: Field("The new secret. It is shown this once.")] string Secret,
    [property: Field("Until then, events are also signed with the former secret.", Format = "date-time")] string PreviousUntil);

[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(WebhookListView))]
[JsonSerializable(typeof(RotatedSecretView))]
[JsonSerializable(typeof(HistoryView<WebhookView>))]
[JsonSerializable(typeof(HistoryEntryView<WebhookView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class WebhooksJson : JsonSerializerContext;
