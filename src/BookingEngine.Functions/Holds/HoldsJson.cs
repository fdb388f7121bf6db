using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Holds;

[JsonSerializable(typeof(HoldView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class HoldsJson : JsonSerializerContext;
