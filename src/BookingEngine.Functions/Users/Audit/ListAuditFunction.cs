using BookingEngine.Users;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Audit;

/// <summary>Lists changes of users by administrators, the newest first.</summary>
public sealed class ListAuditFunction(HttpEdge edge, BookingEngine.Users.Administration.Audit audit, Cursor cursors) : IHttpFunction
{
    private const int PageSize = 50;

    public static string Name => "ListAudit";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Admin);

    public static Operation Operation => new(
        OperationGroup.Administration, "List the audit log",
        "Lists changes of users by administrators: roles, links to resources, deactivations and reactivations. Each entry says who made it, when and "
        + "from which address. It also lists that persons were erased, and not who, and who read personal data in the events feed. The newest is first, 50 at a time if `limit` is omitted. Locations, resources and services have their own histories.",
        new(StatusCodes.Status200OK, "The entries.", AuditJson.Default.AuditListView, ("acts", AuditListView.Example)))
    {
        Query = Operation.QueryOf<ListAuditQuery>(),
        Problems = [RequestProblems.InvalidField("user_id", "must be the id of a user")],
    };

    [Function("AuditList")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListAuditFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, errors, _) = call.ReadQuery<ListAuditQuery>();
        if (query is { UserId: not null, By: not null })
        {
            errors.Add("by", "cannot be given together with user_id");
        }

        var list = $"audit of {query!.UserId} by {query.By}";
        var after = query.Page.After(cursors, list, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var page = await audit.ListAsync(new AuditFilter(query.UserId, query.By), after, query.Page.Limit ?? PageSize, call.Cancellation);
        var next = page.Next is null ? null : cursors.Write(list, page.Next);
        return Results.Json(new AuditListView([.. page.Entries.Select(AuditEntryView.Of)], next), AuditJson.Default.AuditListView);
    }
}
