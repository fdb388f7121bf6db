using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.Roles;

[JsonSerializable(typeof(UserRoleView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class RolesJson : JsonSerializerContext;
