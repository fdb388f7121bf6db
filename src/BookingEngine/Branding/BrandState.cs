using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Branding;

/// <summary>The aggregate of the brand. There is one.</summary>
public sealed record BrandState(Definition<Brand> Definition) : IAggregate<BrandState>
{
    public const string Id = "tenant";

    /// <summary>It has no default object in the store: an unset brand is version 0.</summary>
    public static CatalogueKind<Brand> Kind { get; } = new(
        "brand", "brand", new Brand(), _ => Id, _ => true, () => BrandJson.Stored.DefinitionBrand, () => BrandJson.Stored.HistoryEntryBrand);

    public static string Category => Kind.Category;

    public static StreamName Stream { get; } = StreamName.Of(Kind.Category, Id);

    public static SnapshotShape<BrandState> Shape { get; } = SnapshotShape.Of<BrandState, Definition<Brand>>(
        "brand.v1", () => BrandJson.Stored.StateAtDefinitionBrand, state => state.Definition, stored => new(stored));

    public static BrandState InitialOf(StreamName stream) => new(Kind.InitialOf(stream.Id));

    public BrandState Apply(RecordedEvent recorded) => recorded.Event is IDefines<Brand> e ? new(Definition.Next(e.Definition)) : this;
}

public sealed record BrandChanged(Brand Definition) : IDefines<Brand>
{
    DefinitionChange IDefines<Brand>.Change => DefinitionChange.Changed;
}

/// <param name="Definition">With the new logo.</param>
/// <param name="Content">The logo's bytes, in Base64.</param>
public sealed record BrandLogoChanged(Brand Definition, string Content) : IDefines<Brand>
{
    DefinitionChange IDefines<Brand>.Change => DefinitionChange.Changed;
}

[JsonSerializable(typeof(BrandChanged))]
[JsonSerializable(typeof(BrandLogoChanged))]
[JsonSerializable(typeof(StateAt<Definition<Brand>>))]
[JsonSerializable(typeof(HistoryEntry<Brand>))]
internal sealed partial class BrandJson : JsonSerializerContext
{
    public static BrandJson Stored { get; } = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.Of("brand-changed.v1", () => Stored.BrandChanged),
        EventType.Of("brand-logo-changed.v1", () => Stored.BrandLogoChanged),
    ];
}
