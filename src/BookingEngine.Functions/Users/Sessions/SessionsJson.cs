using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.Sessions;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(TokenView))]
[JsonSerializable(typeof(SessionListView))]
[JsonSerializable(typeof(SessionView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class SessionsJson : JsonSerializerContext;
