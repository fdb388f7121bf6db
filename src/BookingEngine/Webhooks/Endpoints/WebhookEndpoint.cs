using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Webhooks.Endpoints;

/// <summary>An address of the tenant's that events are sent to.</summary>
/// <param name="Id">A GUID.</param>
/// <param name="Events">Names of event types and of families, such as <c>booking.*</c>.</param>
/// <param name="Active">False if nothing is sent to it.</param>
/// <param name="IncludesPersonal">Whether payloads have names, addresses and what people wrote.</param>
/// <param name="Headers">Added to each request, by name.</param>
/// <param name="Secrets">What signs, the newest first. The older ones end soon.</param>
/// <param name="Since">When it was last made active. It gets no event from before.</param>
public sealed record WebhookEndpoint(
    string Id, string Url, ImmutableArray<string> Events, string? Description, bool Active, bool IncludesPersonal, ImmutableArray<WebhookHeader> Headers,
    ImmutableArray<WebhookSecret> Secrets, Instant Since)
{
    /// <summary>Why the system made it inactive; null if it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisabledBecause { get; init; }

    /// <summary>Whether it is gone for good.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Deleted { get; init; }

    /// <summary>For people and logs: the path of an address may be a secret.</summary>
    [JsonIgnore]
    public string Host => new Uri(Url).IdnHost;

    public bool Wants(string type) => Active && Events.Any(wanted => WebhookEventTypes.Matches(wanted, type));
}

/// <param name="Value">Encrypted with the endpoint's key.</param>
public sealed record WebhookHeader(string Name, Encrypted Value);

/// <summary>A secret that signs payloads.</summary>
/// <param name="Value">Encrypted with the endpoint's key.</param>
/// <param name="Until">When it ends; null for the newest one.</param>
public sealed record WebhookSecret(Encrypted Value, Instant? Until)
{
    public bool IsValidAt(Instant now) => !(Until <= now);
}
