using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Functions.Users.Roles;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Accounts;

/// <summary>All users, page by page, or those of a role, or the one of a mail address.</summary>
public sealed class ListUsersFunction(HttpEdge edge, UserDirectory users, Cursor cursors) : IHttpFunction
{
    private const int PageSize = 50;

    public static string Name => "ListUsers";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Admin);

    [Function("UsersList")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListUsersFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var fields = new QueryFields(call.Request.Query, new FieldErrors());
        var (email, role) = (ReadEmail(fields), ReadRole(fields));
        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        var list = $"users of {role}";
        var (page, problem) = PageQuery.Read(call, cursors, list);
        if (problem is not null)
        {
            return problem;
        }

        var found = await FindAsync(email, role, page, call.Cancellation);
        var next = found.Next is null ? null : cursors.Write(list, found.Next);
        return Results.Json(new UserListView([.. found.Users.Select(UserDetailsView.Of)], next), AccountsJson.Default.UserListView);
    }

    private async Task<UserPage> FindAsync(EmailAddress? email, Role? role, PageQuery page, CancellationToken cancellation) => (email, role) switch
    {
        ({ } address, _) => new UserPage(await users.FindAsync(address, cancellation) is { } user ? [user] : [], null),
        (_, { } one) => await users.ListAsync(one, page.After, page.Limit ?? PageSize, cancellation),
        _ => await users.ListAsync(page.After, page.Limit ?? PageSize, cancellation),
    };

    // A plus that was not encoded arrives as a space, which no address has unless it is quoted.
    private static EmailAddress? ReadEmail(QueryFields fields)
    {
        if (fields.Text("email") is not { } text)
        {
            return null;
        }

        var email = EmailAddress.TryParse(text) ?? EmailAddress.TryParse(text.Replace(' ', '+'));
        if (email is null)
        {
            fields.Errors.Add("email", UserFields.MailFormat);
        }

        return email;
    }

    private static Role? ReadRole(QueryFields fields)
    {
        var text = fields.Text("role");
        if (text is not null && fields.Has("email"))
        {
            fields.Errors.Add("role", "cannot be given together with email");
        }
        else if (text is not (null or "staff" or "admin"))
        {
            fields.Errors.Add("role", "must be staff or admin");
        }

        return text is "staff" or "admin" ? RoleNames.All[text] : null;
    }
}
