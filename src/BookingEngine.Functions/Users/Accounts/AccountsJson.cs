using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Users.Accounts;

[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(UserListView))]
[JsonSerializable(typeof(UserDetailsView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class AccountsJson : JsonSerializerContext;
