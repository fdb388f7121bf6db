using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Holds;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(HoldView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class HoldsJson : JsonSerializerContext;
