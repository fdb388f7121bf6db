using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Health;

[JsonSerializable(typeof(LiveView))]
[JsonSerializable(typeof(ReadyView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class HealthJson : JsonSerializerContext;
