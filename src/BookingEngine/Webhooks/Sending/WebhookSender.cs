using System.Diagnostics;
using System.Text;
using BookingEngine.EventSourcing;
using BookingEngine.Outbound;
using BookingEngine.Ports;
using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;
using BookingEngine.Webhooks.Payloads;
using NodaTime;

namespace BookingEngine.Webhooks.Sending;

/// <summary>What came of one request.</summary>
public sealed record WebhookAnswer(WebhookAttempt Attempt, Duration? RetryAfter)
{
    public bool IsSuccess => Attempt.Status is >= 200 and <= 299;

    /// <summary>The receiver wants nothing more.</summary>
    public bool IsGone => Attempt.Status is 410;

    /// <summary>The receiver is busy, so that all of its deliveries wait.</summary>
    public bool IsBusy => Attempt.Status is 429 or 502 or 503 or 504;
}

/// <summary>Composes, signs and sends one payload.</summary>
public sealed class WebhookSender(
    IEventStore store, EventCatalogue catalogue, PayloadComposer composer, WebhookKeys keys, WebhookAnswerTexts answers, OutboundPolicy policy, IOutboundHttp http, TimeProvider time)
{
    /// <summary>For the whole of a request.</summary>
    public static readonly Duration TimeLimit = Duration.FromSeconds(15);

    private const int MaximumAnswer = 4 * 1024;
    private const string UserAgent = "Webhooks/1.0";

    public async Task<WebhookAnswer> SendAsync(WebhookDelivery delivery, WebhookEndpoint endpoint, CancellationToken cancellation)
    {
        var payload = await ComposeAsync(delivery, endpoint, cancellation);
        var started = time.GetTimestamp();
        var now = time.Now();
        if (policy.Read(endpoint.Url) is not { } address)
        {
            return Failed(now, 0, nameof(OutboundFailure.AddressRefused));
        }

        if (await HeadersAsync(delivery, endpoint, payload.Json, now, cancellation) is not { } headers)
        {
            return Failed(now, 0, "SecretsLost");
        }

        var result = await http.SendAsync(
            new OutboundRequest("POST", address, headers, MaximumAnswer, MaximumRedirects: 0, TimeLimit) { Body = payload.Json }, cancellation);
        var took = (int)time.GetElapsedTime(started).TotalMilliseconds;
        return result.Answer is { } answer
            ? new WebhookAnswer(
                await answers.EncryptAsync(new WebhookAttempt(now, answer.Status, took, null, TextOf(answer.Body)), payload.Person, cancellation),
                RetrySchedule.ReadRetryAfter(answer.Headers.GetValueOrDefault("Retry-After"), now))
            : Failed(now, took, $"{result.Failure}");
    }

    private async Task<ComposedPayload> ComposeAsync(WebhookDelivery delivery, WebhookEndpoint endpoint, CancellationToken cancellation)
    {
        var commits = await store.ReadAsync(delivery.Stream, delivery.Version - 1, 1, cancellation);
        var recorded = catalogue.Read(commits[0]).Single(e => e.Version == delivery.Version);
        using var activity = Telemetry.EngineTelemetry.Start("send webhook", ActivityKind.Producer, recorded.Metadata.Trace);
        var place = new PayloadPlace(recorded, delivery.Ordinal, PayloadTypes.Of(recorded.Event)[delivery.Ordinal], delivery.Subject, delivery.Sequence);
        return await composer.ComposeAsync(place, endpoint.IncludesPersonal, cancellation);
    }

    // Ours come last, and no header of the tenant's has one of their names. Null if the key that opens the secrets is lost.
    private async Task<IReadOnlyList<KeyValuePair<string, string>>?> HeadersAsync(
        WebhookDelivery delivery, WebhookEndpoint endpoint, ReadOnlyMemory<byte> body, Instant now, CancellationToken cancellation) =>
        await keys.FindAsync(endpoint.Id, cancellation) is not { } key ? null :
        [
            .. endpoint.Headers.Select(header => KeyValuePair.Create(header.Name, key.Decrypt(header.Value))),
            new("User-Agent", UserAgent),
            new("Content-Type", "application/json; charset=utf-8"),
            .. WebhookSignature.Headers(
                delivery.Id, now, body, endpoint.Secrets.Where(s => s.IsValidAt(now)).Select(s => WebhookKeys.BytesOf(key.Decrypt(s.Value)))),
        ];

    private static WebhookAnswer Failed(Instant at, int took, string failure) => new(new WebhookAttempt(at, null, took, failure, null), null);

    // A cut character at the end, and bytes that are no text, become replacement characters.
    private static string? TextOf(byte[] body) => body.Length == 0 ? null : Encoding.UTF8.GetString(body).Replace("\0", "\ufffd", StringComparison.Ordinal);
}
