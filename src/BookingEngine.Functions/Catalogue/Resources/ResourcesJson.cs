using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Catalogue.Resources;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(ResourceView))]
[JsonSerializable(typeof(ResourceListView))]
[JsonSerializable(typeof(HistoryView<ResourceView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ResourcesJson : JsonSerializerContext;
