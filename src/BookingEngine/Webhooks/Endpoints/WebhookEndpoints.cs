using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Webhooks.Endpoints;

/// <summary>All endpoints. They are in one stream, so that its version ensures that there are never too many.</summary>
public sealed record WebhookEndpoints(ImmutableSortedDictionary<string, Definition<WebhookEndpoint>> All) : IAggregate<WebhookEndpoints>
{
    public const int Maximum = 50;

    // No endpoint has this id.
    private static readonly WebhookEndpoint None =
        new("none", "https://none.invalid/", [], null, Active: false, IncludesPersonal: false, [], [], NodaConstants.UnixEpoch) { Deleted = true };

    private static readonly WebhookEndpoints Empty = new(ImmutableSortedDictionary.Create<string, Definition<WebhookEndpoint>>(StringComparer.Ordinal));

    /// <summary>Its read model has the deleted ones, too.</summary>
    public static CatalogueKind<WebhookEndpoint> Kind { get; } = new(
        "webhooks", "webhooks", None, endpoint => endpoint.Id, endpoint => !endpoint.Deleted, () => WebhookJson.Stored.DefinitionWebhookEndpoint,
        () => WebhookJson.Stored.HistoryEntryWebhookEndpoint);

    public static string Category => Kind.Category;

    public static StreamName Stream { get; } = StreamName.Of(Kind.Category, "all");

    public static SnapshotShape<WebhookEndpoints> Shape { get; } = SnapshotShape.Of<WebhookEndpoints, WebhooksSnapshot>(
        "webhooks.v1", () => WebhookJson.Stored.StateAtWebhooksSnapshot, state => new([.. state.All.Values]), stored => stored.ToState());

    public static WebhookEndpoints InitialOf(StreamName stream) => Empty;

    public Definition<WebhookEndpoint> Of(string id) => All.GetValueOrDefault(id, Definition<WebhookEndpoint>.None);

    public WebhookEndpoints Apply(RecordedEvent recorded) => recorded.Event switch
    {
        WebhookDeleted e => new(All.Remove(e.Definition.Id)),
        IDefines<WebhookEndpoint> e => new(All.SetItem(e.Definition.Id, Of(e.Definition.Id).Next(e.Definition))),
        _ => this,
    };

    internal sealed record WebhooksSnapshot(ImmutableArray<Definition<WebhookEndpoint>> All)
    {
        public WebhookEndpoints ToState() => new(Empty.All.AddRange(All.Select(known => KeyValuePair.Create(known.Value!.Id, known))));
    }
}

[JsonSerializable(typeof(WebhookCreated))]
[JsonSerializable(typeof(WebhookChanged))]
[JsonSerializable(typeof(WebhookSecretRotated))]
[JsonSerializable(typeof(WebhookDisabled))]
[JsonSerializable(typeof(WebhookDeleted))]
[JsonSerializable(typeof(WebhookTested))]
[JsonSerializable(typeof(StateAt<WebhookEndpoints.WebhooksSnapshot>))]
[JsonSerializable(typeof(Definition<WebhookEndpoint>))]
[JsonSerializable(typeof(HistoryEntry<WebhookEndpoint>))]
internal sealed partial class WebhookJson : JsonSerializerContext
{
    public static WebhookJson Stored { get; } = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.Of("webhook-created.v1", () => Stored.WebhookCreated),
        EventType.Of("webhook-changed.v1", () => Stored.WebhookChanged),
        EventType.Of("webhook-secret-rotated.v1", () => Stored.WebhookSecretRotated),
        EventType.Of("webhook-disabled.v1", () => Stored.WebhookDisabled),
        EventType.Of("webhook-deleted.v1", () => Stored.WebhookDeleted),
        EventType.Of("webhook-tested.v1", () => Stored.WebhookTested),
    ];
}
