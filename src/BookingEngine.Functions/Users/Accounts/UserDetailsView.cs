using BookingEngine.Functions.Users.Roles;
using BookingEngine.Times;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Accounts;

[Shape("UserList", "Users.")]
public sealed record UserListView(
    [property: Field("The users.")] IReadOnlyList<UserDetailsView> Users,
    [property: Field("The cursor of the next page. Null on the last page.")] string? NextCursor);

[Shape("UserDetails", "A user as administrators see one.")]
public sealed record UserDetailsView(
    [property: Field("The user's id.")] Guid Id,
    [property: Field("The mail address as it was given. Null if the person was erased.")] string? Email,
    [property: Field("The user's name. Null if the person was erased.")] string? FullName,
    [property: Field("When the user was registered.", Format = "date-time")] string CreatedAt,
    [property: Field("`customer`, `staff` or `admin`.")] string Role,
    [property: Field("The resources of a staff member.")] IReadOnlyList<string> ResourceIds,
    [property: Field("`active`, `deactivated` or `erased`.")] string Status)
{
    internal static UserDetailsView Example =>
        new(Samples.User, Samples.Email, Samples.FullName, "2030-05-01T09:12:44.5318Z", "staff", ["chair-1"], "active");

    public static UserDetailsView Of(ListedUser user) => new(
        user.Id.Value, user.Email, user.FullName, Rfc3339.Format(user.CreatedAt), RoleNames.Of(user.Member.Role),
        [.. user.Member.ResourceIds.Select(r => r.Value)], user.IsErased ? "erased" : user.IsActive ? "active" : "deactivated");
}
