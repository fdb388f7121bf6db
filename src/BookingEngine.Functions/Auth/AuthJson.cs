using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Auth;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(TokenView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class AuthJson : JsonSerializerContext;
