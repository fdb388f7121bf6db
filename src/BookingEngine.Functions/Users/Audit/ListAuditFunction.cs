using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Audit;

/// <summary>What administrators did to users, the newest first.</summary>
public sealed class ListAuditFunction(HttpEdge edge, BookingEngine.Users.Administration.Audit audit, Cursor cursors) : IHttpFunction
{
    private const int PageSize = 50;

    public static string Name => "ListAudit";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Admin);

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
