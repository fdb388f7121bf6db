using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Health;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(LiveView))]
[JsonSerializable(typeof(ReadyView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class HealthJson : JsonSerializerContext;
