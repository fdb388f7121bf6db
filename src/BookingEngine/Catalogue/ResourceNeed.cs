using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace BookingEngine.Catalogue;

/// <summary>What each booking of a service takes: a number of different resources of one kind, or of a list.</summary>
/// <param name="Count">At least 1.</param>
public sealed record ResourceNeed(int Count)
{
    /// <summary>The most needs of a service, and the most resources of one booking.</summary>
    public const int MaximumNeeds = 6, MaximumResources = 8;

    /// <summary>The kind of the resources, compared without case; null if they are listed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>The resources that meet it; null if a kind is given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<ResourceId>? ResourceIds { get; init; }

    public bool IsMetBy(Resource resource) =>
        ResourceIds?.Contains(resource.Id) ?? string.Equals(Kind, resource.Kind, StringComparison.OrdinalIgnoreCase);
}
