using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Audit;

/// <summary>What administrators did to users, the newest first.</summary>
public sealed class ListAuditFunction(HttpEdge edge, BookingEngine.Users.Audit audit, Cursor cursors) : IHttpFunction
{
    private const int PageSize = 50;

    public static string Name => "ListAudit";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Admin);

    [Function("AuditList")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListAuditFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var fields = new QueryFields(call.Request.Query, new FieldErrors());
        var filter = new AuditFilter(ReadUser(fields, "user_id"), ReadUser(fields, "by"));
        if (filter is { UserId: not null, By: not null })
        {
            fields.Errors.Add("by", "cannot be given together with user_id");
        }

        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        var list = $"audit of {filter.UserId} by {filter.By}";
        var (query, problem) = PageQuery.Read(call, cursors, list);
        if (problem is not null)
        {
            return problem;
        }

        var page = await audit.ListAsync(filter, query.After, query.Limit ?? PageSize, call.Cancellation);
        var next = page.Next is null ? null : cursors.Write(list, page.Next);
        return Results.Json(new AuditListView([.. page.Entries.Select(AuditEntryView.Of)], next), AuditJson.Default.AuditListView);
    }

    private static UserId? ReadUser(QueryFields fields, string name)
    {
        if (fields.Text(name) is not { } text)
        {
            return null;
        }

        if (Guid.TryParseExact(text, "D", out var id))
        {
            return new UserId(id);
        }

        fields.Errors.Add(name, "must be the id of a user");
        return null;
    }
}
