using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Branding.Logos;

/// <summary>A logo as it is served.</summary>
/// <param name="Content">In Base64.</param>
public sealed record StoredLogo(string MediaType, string Content);

[JsonSerializable(typeof(StoredLogo))]
internal sealed partial class LogoJson : JsonSerializerContext
{
    public static LogoJson Stored { get; } = new(StoredJson.NewOptions());
}

/// <summary>The read model <c>brand_logos</c>: every logo that the tenant ever had, by hash.</summary>
public sealed class LogosProjection : IProjection
{
    public const string ModelName = "brand_logos";

    private const string Partition = "all";

    public string Name => ModelName;

    public string Category => BrandState.Category;

    public string? DocumentIdOf(RecordedEvent recorded) => recorded.Event is BrandLogoChanged { Definition.Logo.Hash: var hash } ? hash : null;

    // The same logo may come back later.
    public bool Starts(IDomainEvent domainEvent) => domainEvent is not BrandLogoChanged;

    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded)
    {
        var (changed, id) = ((BrandLogoChanged)recorded.Event, DocumentIdOf(recorded)!);
        var logo = new StoredLogo(changed.Definition.Logo!.MediaType, changed.Content);
        return new ReadModelDocument(id, recorded.Stream, recorded.Version, Partition, id, JsonSerializer.Serialize(logo, LogoJson.Stored.StoredLogo));
    }
}

public sealed class LogoReader(IReadModelStore models)
{
    /// <summary>Null if the tenant never had it.</summary>
    public async Task<StoredLogo?> FindAsync(string hash, CancellationToken cancellation) =>
        LogoFile.IsHash(hash) && await models.FindAsync(LogosProjection.ModelName, hash, cancellation) is { Body: { } body }
            ? JsonSerializer.Deserialize(body, LogoJson.Stored.StoredLogo)
            : null;
}
