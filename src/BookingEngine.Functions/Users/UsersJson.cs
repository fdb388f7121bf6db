using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(UserRoleView))]
[JsonSerializable(typeof(UserListView))]
[JsonSerializable(typeof(UserDetailsView))]
[JsonSerializable(typeof(AuditListView))]
[JsonSerializable(typeof(AuditEntryView))]
[JsonSerializable(typeof(SessionListView))]
[JsonSerializable(typeof(SessionView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class UsersJson : JsonSerializerContext;
