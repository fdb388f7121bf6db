using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Functions.Users.Roles;
using BookingEngine.Users.Administration;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What administrators see of users and do to them.</summary>
public static class AdministrationOperations
{
    private static readonly UserDetailsView Sample = new(
        Samples.User.Id, Samples.User.Email, Samples.User.FullName, Samples.User.CreatedAt, "staff", ["chair-1"], "active");

    public static OperationGroup Group { get; } = new(
        "User administration", "All users, what they may do, and who changed that. For administrators.",
        [List, Get, ChangeUserRole, Deactivate, Reactivate, AuditOperations.List],
        [DetailsShape, ListShape, RoleShape, AuditOperations.ListShape, AuditOperations.EntryShape]);

    private static Operation List => new(
        typeof(ListUsersFunction), "List users",
        "In the order of their registration, 50 at a time unless `limit` says otherwise. With `email` it is the one who is registered under that address, "
        + "or nobody.")
    {
        Parameters = RequestShapes.QueryOf<ListUsersQuery>(),
        Answer = new(200, "The users.", AccountsJson.Default.UserListView)
        {
            Examples = new Dictionary<string, object> { ["users"] = new UserListView([Sample], Samples.Cursor) },
        },
        Problems = [CatalogueSchemas.PageProblem],
    };

    private static Operation Get => new(typeof(GetUserFunction), "Get a user", "Answers a user as administrators see one.")
    {
        Parameters = [CatalogueSchemas.Id("user")],
        Answer = User("The user."),
        Problems = [Problem.Of(ChangeRoleHandler.UnknownUser)],
    };

    private static Operation ChangeUserRole => new(
        typeof(ChangeRoleFunction), "Change a user's role",
        "Administrators alone. Staff is linked to the resources it looks after. With another role every session of the user ends, so that "
        + "the new one counts from the next sign-in.")
    {
        Parameters = [CatalogueSchemas.Id("user")],
        Body = RequestBody.Json<ChangeRoleRequest>(new() { ["role"] = "staff", ["resource_ids"] = new JsonArray("chair-1") }),
        Answer = new(200, "The role holds.", RolesJson.Default.UserRoleView)
        {
            Examples = new Dictionary<string, object> { ["staff"] = new UserRoleView(Samples.User.Id, "staff", ["chair-1"]) },
        },
        Problems =
        [
            Problem.Of(ChangeRoleHandler.UnknownUser), Problem.Of(ChangeRoleHandler.LastAdmin), Problem.Of(ChangeRoleHandler.OnlyStaffIsLinked),
            Problem.Of(CatalogueRefusals.UnknownResource("chair-9")), Samples.Invalid("role", "must be customer or staff or admin"),
        ],
    };

    private static Operation Deactivate => new(
        typeof(DeactivateUserFunction), "Deactivate a user",
        "The user can no longer sign in, and every session ends at once, wherever it is. Role, resources and bookings stay. A user who is deactivated "
        + "already stays so. The last administrator who can sign in cannot be deactivated.")
    {
        Parameters = [CatalogueSchemas.Id("user")],
        Answer = User("The user is deactivated.", Sample with { Status = "deactivated" }),
        Problems = [Problem.Of(ChangeRoleHandler.UnknownUser), Problem.Of(ChangeRoleHandler.LastAdmin)],
    };

    private static Operation Reactivate => new(
        typeof(ReactivateUserFunction), "Reactivate a user", "The user can sign in again, with the role and the resources as they are.")
    {
        Parameters = [CatalogueSchemas.Id("user")],
        Answer = User("The user is active."),
        Problems = [Problem.Of(ChangeRoleHandler.UnknownUser)],
    };

    private static Answer User(string description, UserDetailsView? example = null) => new(200, description, AccountsJson.Default.UserDetailsView)
    {
        Examples = new Dictionary<string, object> { ["user"] = example ?? Sample },
    };

    private static ViewDescription ListShape => new("UserList", AccountsJson.Default.UserListView, "Users.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["users"] = "The users.",
            ["next_cursor"] = "Where the list goes on; null at its end.",
        },
    };

    private static ViewDescription DetailsShape => new("UserDetails", AccountsJson.Default.UserDetailsView, "A user as administrators see one.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["id"] = "The user's id.",
            ["email"] = "The mail address, as it was given; null where the person was erased.",
            ["full_name"] = "What the user is called; null where the person was erased.",
            ["created_at"] = new("When the user was registered.", "date-time"),
            ["role"] = "`customer`, `staff` or `admin`.",
            ["resource_ids"] = "The resources that a member of the staff looks after.",
            ["status"] = "`active` or `deactivated`.",
        },
    };

    private static ViewDescription RoleShape => new("UserRole", RolesJson.Default.UserRoleView, "What a user may do.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["id"] = "The user's id.",
            ["role"] = "`customer`, `staff` or `admin`.",
            ["resource_ids"] = "The resources that a member of the staff looks after.",
        },
    };
}
