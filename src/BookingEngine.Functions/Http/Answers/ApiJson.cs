using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>The shapes that answers of every feature share.</summary>
[JsonSerializable(typeof(MessageView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ApiJson : JsonSerializerContext;
