using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users;

public sealed record AuditListView(IReadOnlyList<AuditEntryView> Entries, string? NextCursor);

/// <param name="By">Null where the deployment's settings did it.</param>
public sealed record AuditEntryView(
    string Id, string At, string Act, Guid UserId, Guid? By, string? From, string? Role, IReadOnlyList<string>? ResourceIds)
{
    public static AuditEntryView Of(AuditEntry entry) => new(
        entry.Id, Rfc3339.Format(entry.Act.At), NameOf(entry.Act.Act), entry.Act.UserId.Value, entry.Act.By?.Value, entry.From,
        entry.Act.Role is { } role ? RoleNames.Of(role) : null, entry.Act.ResourceIds is { } ids ? [.. ids.Select(r => r.Value)] : null);

    private static string NameOf(AuditedAction act) => act switch
    {
        AuditedAction.RoleChanged => "role_changed",
        AuditedAction.StaffLinked => "staff_linked",
        AuditedAction.UserDeactivated => "user_deactivated",
        AuditedAction.UserReactivated => "user_reactivated",
        _ => throw new InvalidOperationException($"The act {act} has no name on the wire."),
    };
}

/// <summary>What administrators did to users, the newest first.</summary>
public sealed class ListAudit(HttpEdge edge, Audit audit, Cursor cursors) : IHttpFunction
{
    private const int PageSize = 50;

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Admin);

    [Function("AuditList")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListAudit>(request, context, AnswerAsync);

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
        return Results.Json(new AuditListView([.. page.Entries.Select(AuditEntryView.Of)], next), UsersJson.Default.AuditListView);
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
