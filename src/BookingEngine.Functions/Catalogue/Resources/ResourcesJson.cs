using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Catalogue.Resources;

[JsonSerializable(typeof(ResourceView))]
[JsonSerializable(typeof(ResourceListView))]
[JsonSerializable(typeof(HistoryView<ResourceView>))]
[JsonSerializable(typeof(HistoryEntryView<ResourceView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ResourcesJson : JsonSerializerContext;
