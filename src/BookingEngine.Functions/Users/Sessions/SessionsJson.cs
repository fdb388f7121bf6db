using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.Sessions;

[JsonSerializable(typeof(TokenView))]
[JsonSerializable(typeof(SessionListView))]
[JsonSerializable(typeof(SessionView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class SessionsJson : JsonSerializerContext;
