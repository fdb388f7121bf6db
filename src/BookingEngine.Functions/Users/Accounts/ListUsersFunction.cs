using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Accounts;

/// <summary>Lists all users, or those with a role, or the one with a mail address.</summary>
public sealed class ListUsersFunction(HttpEdge edge, UserDirectory users, Cursor cursors) : IHttpFunction
{
    private const int PageSize = 50;

    public static string Name => "ListUsers";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Administration, "List users",
        "Lists users in the order of their registration, 50 at a time if `limit` is omitted. With `email`, the list has only the user with that "
        + "address, or nobody.",
        new(StatusCodes.Status200OK, "The users.", AccountsJson.Default.UserListView,
            ("users", new UserListView([UserDetailsView.Example], Samples.Cursor))))
    {
        Query = Operation.QueryOf<ListUsersQuery>(),
        Problems = [PageQuery.LimitProblem],
    };

    [Function("UsersList")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListUsersFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, errors, _) = call.ReadQuery<ListUsersQuery>();
        if (query is { Email: not null, Role: not null })
        {
            errors.Add("role", "cannot be given together with email");
        }

        var list = $"users of {query!.Role}";
        var after = query.Page.After(cursors, list, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var found = await FindAsync(query, after, call.Cancellation);
        var next = found.Next is null ? null : cursors.Write(list, found.Next);
        return Results.Json(new UserListView([.. found.Users.Select(UserDetailsView.Of)], next), AccountsJson.Default.UserListView);
    }

    private async Task<UserPage> FindAsync(ListUsersQuery query, string? after, CancellationToken cancellation) => query switch
    {
        { Email: { } email } => new UserPage(await users.FindAsync(email, cancellation) is { } user ? [user] : [], null),
        { Role: { } role } => await users.ListAsync(role, after, query.Page.Limit ?? PageSize, cancellation),
        _ => await users.ListAsync(after, query.Page.Limit ?? PageSize, cancellation),
    };
}
