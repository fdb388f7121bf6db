using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.Roles;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(UserRoleView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class RolesJson : JsonSerializerContext;
