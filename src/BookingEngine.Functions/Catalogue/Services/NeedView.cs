using System.Text.Json.Serialization;
using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Services;

[Shape("ResourceNeed", "Resources that each booking of the service takes.")]
public sealed record NeedView(
    [property: Field("How many different ones.")] int Count)
{
    [Field("The kind of the resources. Omitted if they are listed.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    [Field("The resources that can be taken. Omitted if a kind is given.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ResourceIds { get; init; }

    public static NeedView Of(ResourceNeed need) => new(need.Count)
    {
        Kind = need.Kind,
        ResourceIds = need.ResourceIds is { } ids ? [.. ids.Select(id => id.Value)] : null,
    };
}
