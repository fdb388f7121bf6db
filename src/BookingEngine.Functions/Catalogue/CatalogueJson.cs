using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Catalogue;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(LocationView))]
[JsonSerializable(typeof(LocationListView))]
[JsonSerializable(typeof(HistoryView<LocationView>))]
[JsonSerializable(typeof(ResourceView))]
[JsonSerializable(typeof(ResourceListView))]
[JsonSerializable(typeof(HistoryView<ResourceView>))]
[JsonSerializable(typeof(ServiceView))]
[JsonSerializable(typeof(ServiceListView))]
[JsonSerializable(typeof(HistoryView<ServiceView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class CatalogueJson : JsonSerializerContext;
