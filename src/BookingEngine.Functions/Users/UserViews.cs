using BookingEngine.Functions.Http;
using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users;

public sealed record UserListView(IReadOnlyList<UserDetailsView> Users, string? NextCursor);

/// <summary>A user as administrators see one.</summary>
/// <param name="Email">Null where the person was erased.</param>
/// <param name="FullName">Null where the person was erased.</param>
public sealed record UserDetailsView(
    Guid Id, string? Email, string? FullName, string CreatedAt, string Role, IReadOnlyList<string> ResourceIds, string Status)
{
    public static UserDetailsView Of(ListedUser user) => new(
        user.Id.Value, user.Email, user.FullName, Rfc3339.Format(user.CreatedAt), RoleNames.Of(user.Member.Role),
        [.. user.Member.ResourceIds.Select(r => r.Value)], user.IsActive ? "active" : "deactivated");
}

/// <summary>How roles are called on the wire.</summary>
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
