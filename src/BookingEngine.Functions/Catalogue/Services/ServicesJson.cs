using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Catalogue.Services;

[JsonSerializable(typeof(ServiceView))]
[JsonSerializable(typeof(ServiceListView))]
[JsonSerializable(typeof(HistoryView<ServiceView>))]
[JsonSerializable(typeof(HistoryEntryView<ServiceView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ServicesJson : JsonSerializerContext;
