using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using BookingEngine.EventSourcing;
using BookingEngine.Outbound;
using BookingEngine.Ports;
using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;
using BookingEngine.Webhooks.Payloads;
using Microsoft.Extensions.Logging;
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

    /// <summary>The event could not be read, so the receiver was not asked and does not count as failing.</summary>
    public bool IsUnreadable => Attempt.Failure == WebhookSender.EventUnreadable;

    /// <summary>The key that opens the endpoint's secrets is lost, so nothing can be signed.</summary>
    public bool HasLostSecrets => Attempt.Failure == WebhookSender.SecretsLost;
}

/// <summary>Composes, signs and sends one payload.</summary>
public sealed class WebhookSender(
    IEventStore store, EventCatalogue catalogue, PayloadComposer composer, WebhookKeys keys, WebhookAnswerTexts answers, OutboundPolicy policy, IOutboundHttp http, TimeProvider time,
    ILogger<WebhookSender> logger)
{
    /// <summary>For the whole of a request.</summary>
    public static readonly Duration TimeLimit = Duration.FromSeconds(15);

    /// <summary>Failures of an attempt that are this deployment's own.</summary>
    internal const string EventUnreadable = nameof(EventUnreadable), SecretsLost = nameof(SecretsLost);

    private const int MaximumAnswer = 4 * 1024;
    private const string UserAgent = "Webhooks/1.0";

    public async Task<WebhookAnswer> SendAsync(WebhookDelivery delivery, WebhookEndpoint endpoint, CancellationToken cancellation)
    {
        if (await TryComposeAsync(delivery, endpoint, cancellation) is not { } payload)
        {
            return Failed(time.Now(), 0, EventUnreadable);
        }

        var started = time.GetTimestamp();
        var now = time.Now();
        if (policy.Read(endpoint.Url) is not { } address)
        {
            return Failed(now, 0, nameof(OutboundFailure.AddressRefused));
        }

        if (await TryHeadersAsync(delivery, endpoint, payload.Json, now, cancellation) is not { } headers)
        {
            return Failed(now, 0, SecretsLost);
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

    // Other payloads of the endpoint must not wait for this one. Null if it cannot be composed before somebody repairs the store.
    private async Task<ComposedPayload?> TryComposeAsync(WebhookDelivery delivery, WebhookEndpoint endpoint, CancellationToken cancellation)
    {
        try
        {
            return await ComposeAsync(delivery, endpoint, cancellation);
        }
        catch (Exception e) when (UnreadableEvents.Caused(e))
        {
            logger.WebhookEventUnreadable(e, endpoint.Id, delivery.Id);
            return null;
        }
    }

    private async Task<ComposedPayload> ComposeAsync(WebhookDelivery delivery, WebhookEndpoint endpoint, CancellationToken cancellation)
    {
        var commit = await store.FindAtAsync(delivery.Stream, delivery.Version, cancellation);
        var recorded = (commit is null ? null : catalogue.ReadAt(commit, delivery.Version))
            ?? throw new DamagedStreamException(delivery.Stream, $"its version {delivery.Version} is missing");
        using var activity = Telemetry.EngineTelemetry.Start("send webhook", ActivityKind.Producer, recorded.Metadata.Trace);
        var place = new PayloadPlace(recorded, delivery.Ordinal, PayloadTypes.Of(recorded.Event)[delivery.Ordinal], delivery.Subject, delivery.Sequence);
        return await composer.ComposeAsync(place, endpoint.IncludesPersonal, cancellation);
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>?> TryHeadersAsync(
        WebhookDelivery delivery, WebhookEndpoint endpoint, ReadOnlyMemory<byte> body, Instant now, CancellationToken cancellation)
    {
        try
        {
            return await HeadersAsync(delivery, endpoint, body, now, cancellation);
        }
        catch (Exception e) when (e is CryptographicException or UnusableStoreException)
        {
            return null;
        }
    }

    // Ours come last, and no header of the tenant's has one of their names. Null if there is no key to open the secrets.
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
