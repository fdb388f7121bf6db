using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.Accounts;

/// <summary>The shapes of this feature's answers.</summary>
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(UserListView))]
[JsonSerializable(typeof(UserDetailsView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class AccountsJson : JsonSerializerContext;
