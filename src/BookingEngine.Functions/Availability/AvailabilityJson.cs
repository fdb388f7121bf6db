using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Availability;

[JsonSerializable(typeof(AvailabilityView))]
[JsonSerializable(typeof(ExplainedAvailabilityView))]
[JsonSerializable(typeof(NextAvailabilityView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class AvailabilityJson : JsonSerializerContext;
