using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>The JSON types that all features share.</summary>
[JsonSerializable(typeof(MessageView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ApiJson : JsonSerializerContext;
