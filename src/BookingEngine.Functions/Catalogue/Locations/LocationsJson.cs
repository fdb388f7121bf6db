using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Catalogue.Locations;

[JsonSerializable(typeof(LocationView))]
[JsonSerializable(typeof(LocationListView))]
[JsonSerializable(typeof(HistoryView<LocationView>))]
[JsonSerializable(typeof(HistoryEntryView<LocationView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class LocationsJson : JsonSerializerContext;
