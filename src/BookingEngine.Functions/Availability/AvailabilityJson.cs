using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Availability;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(AvailabilityView))]
[JsonSerializable(typeof(ExplainedAvailabilityView))]
[JsonSerializable(typeof(NextAvailabilityView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class AvailabilityJson : JsonSerializerContext;
