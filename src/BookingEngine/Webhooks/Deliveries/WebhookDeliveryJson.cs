using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Webhooks.Deliveries;

/// <summary>What stores have besides the fields that they search by: the attempts.</summary>
/// <param name="IsResend">As in <see cref="WebhookDelivery"/>.</param>
public sealed record StoredWebhookProgress(int Tries, bool IsResend, string? SkippedBecause, IReadOnlyList<WebhookAttempt> Attempts)
{
    public static string Write(WebhookDelivery delivery) => JsonSerializer.Serialize(
        new StoredWebhookProgress(delivery.Tries, delivery.IsResend, delivery.SkippedBecause, delivery.Attempts),
        WebhookProgressJson.Stored.StoredWebhookProgress);

    /// <summary>The delivery with the progress in the text.</summary>
    public static WebhookDelivery Read(string json, WebhookDelivery delivery)
    {
        var stored = JsonSerializer.Deserialize(json, WebhookProgressJson.Stored.StoredWebhookProgress)!;
        return delivery with
        {
            Tries = stored.Tries,
            IsResend = stored.IsResend,
            SkippedBecause = stored.SkippedBecause,
            Attempts = [.. stored.Attempts],
        };
    }
}

/// <summary>How an endpoint is doing.</summary>
/// <param name="FailingSince">The first failure since the last success; null if the last attempt succeeded.</param>
/// <param name="PausedUntil">The receiver asked to slow down until then.</param>
/// <param name="WakeAt">When a message comes that continues; null if none is known to be on its way.</param>
public sealed record WebhookCondition(Instant? FailingSince, Instant? PausedUntil, Instant? WakeAt)
{
    public static WebhookCondition Unknown { get; } = new(null, null, null);

    public string ToJson() => JsonSerializer.Serialize(this, WebhookProgressJson.Stored.WebhookCondition);

    public static WebhookCondition Parse(string? json) =>
        json is null ? Unknown : JsonSerializer.Deserialize(json, WebhookProgressJson.Stored.WebhookCondition)!;
}

[JsonSerializable(typeof(StoredWebhookProgress))]
[JsonSerializable(typeof(WebhookCondition))]
internal sealed partial class WebhookProgressJson : JsonSerializerContext
{
    public static WebhookProgressJson Stored { get; } = new(StoredJson.NewOptions());
}
