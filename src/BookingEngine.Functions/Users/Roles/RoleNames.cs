using BookingEngine.Users;

namespace BookingEngine.Functions.Users.Roles;

/// <summary>The JSON names of roles.</summary>
internal static class RoleNames
{
    public static IReadOnlyDictionary<string, Role> All { get; } = new Dictionary<string, Role>
    {
        ["customer"] = Role.Customer,
        ["staff"] = Role.Staff,
        ["admin"] = Role.Admin,
    };

    public static string Of(Role role) => All.Single(r => r.Value == role).Key;
}
