using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Webhooks.Deliveries;

[JsonConverter(typeof(JsonStringEnumConverter<WebhookDeliveryState>))]
public enum WebhookDeliveryState
{
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>Given up after the last attempt, or the endpoint is gone.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Not sent, because the endpoint no longer takes it.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,
}

/// <summary>A payload to send to an endpoint, and what became of it. It stores no payload: each attempt composes it from the event.</summary>
/// <param name="EndpointId">With <paramref name="Id"/>, the key.</param>
/// <param name="Id">The payload's id.</param>
/// <param name="Subject">What the payload is about. Payloads about one subject are sent in order.</param>
public sealed record WebhookDelivery(
    string EndpointId, string Id, StreamName Stream, long Version, int Ordinal, string Type, string Subject, long Sequence, Instant CreatedAt)
{
    private const int MaximumAttempts = 20;

    public WebhookDeliveryState State { get; init; }

    /// <summary>Every update is conditional on it, and raises it.</summary>
    public int Revision { get; init; }

    /// <summary>How many attempts have begun since it was queued.</summary>
    public int Tries { get; init; }

    /// <summary>When to try next. While an attempt runs: when that attempt counts as dead.</summary>
    public Instant NextAt { get; init; }

    /// <summary>Whether somebody asked to send it again. Then it is outside the order.</summary>
    public bool IsResend { get; init; }

    /// <summary>Why it was skipped; null if it was not.</summary>
    public string? SkippedBecause { get; init; }

    /// <summary>The newest attempts, the oldest first.</summary>
    public ImmutableArray<WebhookAttempt> Attempts { get => field.IsDefault ? [] : field; init; }

    public WebhookDelivery With(WebhookAttempt attempt) =>
        this with { Attempts = [.. Attempts.Skip(Math.Max(0, Attempts.Length - MaximumAttempts + 1)), attempt] };

    /// <summary>To be sent again, from its first attempt on.</summary>
    public WebhookDelivery Again(Instant at) => this with
    {
        State = WebhookDeliveryState.Pending,
        Tries = 0,
        NextAt = at,
        IsResend = true,
        SkippedBecause = null,
    };
}

/// <summary>One attempt. It has no signature and no header of the request.</summary>
/// <param name="Status">The answer's status; null if there was no answer.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Failure">Why there was no answer; null if there was one.</param>
/// <param name="Answer">The first bytes of the answer's body, as text; null if there were none.</param>
public sealed record WebhookAttempt(Instant At, int? Status, int Milliseconds, string? Failure, string? Answer)
{
    /// <summary>The id of the person whose key encrypts the answer: the payload had personal data, and a receiver may repeat it. Null if it is not
    /// encrypted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Person { get; init; }
}
