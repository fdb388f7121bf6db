using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Users.Roles;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Accounts;

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
