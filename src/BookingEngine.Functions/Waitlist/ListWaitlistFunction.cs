using BookingEngine.Functions.Pages.Waitlist;
using BookingEngine.Waitlist.Reading;

namespace BookingEngine.Functions.Waitlist;

public sealed class ListWaitlistFunction(HttpEdge edge, WaitlistPageRoutes pages, ListWaitlistHandler handler, Cursor cursors) : IHttpFunction
{
    private const int PageSize = 50;

    public static string Name => "ListWaitlist";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.List);

    public static Operation Operation => new(
        OperationGroup.Waitlist, "List entries of waitlists",
        "Lists entries in the order in which they joined: of customers their own, of staff also those that their resources could serve, of administrators all. "
        + $"{PageSize} at a time if `limit` is omitted. A page may have fewer, or none, and still a next one.",
        new(StatusCodes.Status200OK, "The entries.", WaitlistJson.Default.WaitlistEntryListView,
            ("entries", new WaitlistEntryListView([WaitlistEntryView.OfferedExample], Samples.Cursor))))
    {
        Query = Operation.QueryOf<ListWaitlistQuery>(),
        Problems = [PageQuery.LimitProblem],
    };

    /// <summary>The page of a link has the same address.</summary>
    [Function("WaitlistList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "waitlist")] HttpRequest request, FunctionContext context) => WaitlistPageRoutes.HasToken(request)
            ? pages.ShowAsync(request, context)
            : edge.RunAsync<ListWaitlistFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, errors, _) = call.ReadQuery<ListWaitlistQuery>();
        var list = query!.NameFor(call.Caller.UserId);
        var after = query.Page.After(cursors, list, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var page = await handler.HandleAsync(new ListWaitlist(call.Caller.Actor, query.Filter, after, query.Page.Limit ?? PageSize), call.Cancellation);
        return Results.Json(
            new WaitlistEntryListView(
                [.. page.Entries.Select(entry => WaitlistEntryView.Of(entry, call.Now))], page.Next is null ? null : cursors.Write(list, page.Next)),
            WaitlistJson.Default.WaitlistEntryListView);
    }
}
