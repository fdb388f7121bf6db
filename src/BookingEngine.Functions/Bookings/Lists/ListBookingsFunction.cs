using System.Collections.Immutable;
using BookingEngine.Bookings.Lists;
using BookingEngine.Times;
using BookingEngine.Users;

namespace BookingEngine.Functions.Bookings.Lists;

/// <summary>Lists the caller's own bookings. Staff and administrators can list others, as JSON or CSV.</summary>
public sealed class ListBookingsFunction(HttpEdge edge, ListBookingsHandler handler, Cursor cursors) : IHttpFunction
{
    public static string Name => "FindBookings";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.List);

    public static Operation Operation => new(
        OperationGroup.Bookings, "List bookings",
        "Lists bookings by slot, then id. Without `scope`, `user_id` and `resource_id`, these are the caller's own: all of them, or a page at a time "
        + $"with `limit`. Any other list comes in pages, of {ListBookingsQuery.DefaultLimit} bookings if `limit` is omitted. Administrators can list "
        + "all bookings. Staff can list the bookings of their resources. A booking that stays in the list is on exactly one page, even if others change. "
        + "Staff and administrators can also get a table: with `format=csv`, or with an `Accept` header that prefers `text/csv`. A page of the table "
        + $"has up to {ListBookingsQuery.MaximumCsvLimit} rows. Its cursor is in the header `Next-Cursor`.",
        new(
            StatusCodes.Status200OK, "The bookings.", BookingsJson.Default.BookingPageView, ("all", new BookingListView([BookingView.Example])),
            ("page", new BookingPageView([BookingView.Example], Samples.Cursor)), ("last_page", new BookingPageView([BookingView.Example], null)))
        {
            Headers = [CsvAnswer.NextCursor],
            Csv = CsvAnswer.Line(BookingCsv.Columns) + CsvAnswer.Line(BookingCsv.RowOf(BookingView.Example)),
        })
    {
        Query = Operation.QueryOf<ListBookingsQuery>(),
        Problems =
        [
            RequestProblems.InvalidField("status", ListBookingsQuery.StatusMessage), Problem.Of(TimeRange.Reversed),
            Problem.Of(ListBookingsHandler.MissingRole), Problem.Of(ListBookingsHandler.NotYours),
        ],
    };

    [Function("BookingsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListBookingsFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, errors, _) = call.ReadQuery<ListBookingsQuery>();
        if (query!.Filter is { OfOwn: true, UserId: { } user } && user != call.Caller.UserId)
        {
            errors.Add("user_id", "must be the caller's own id, or be omitted, with the scope own");
        }

        var list = query.Filter.NameFor(call.Caller.UserId);
        var after = query.Page.After(cursors, list, errors);
        return errors.Problem
            ?? (query.IsCsv && call.Caller.Role is Role.Customer ? Problem.Of(ListBookingsHandler.MissingRole) : await ListAsync(call, query, after, list));
    }

    private Task<IResult> ListAsync(ApiCall call, ListBookingsQuery query, string? after, string list)
    {
        // Older clients send no limit for their own bookings, and expect all of them.
        var limit = query.Page.Limit ?? (query.Filter.IsOwn(call.Caller.UserId) ? null
            : query.IsCsv ? ListBookingsQuery.MaximumCsvLimit : ListBookingsQuery.DefaultLimit);
        var command = new ListBookings(call.Caller.UserId, after, limit) { Role = call.Caller.Role, Filter = query.Filter };
        return handler.HandleAsync(command, call.Cancellation).AnswerAsync(
            found => Answer(call, found, found.Next is { } next ? cursors.Write(list, next) : null, query.IsCsv, isPage: limit is not null));
    }

    private static IResult Answer(ApiCall call, BookingPage found, string? next, bool isCsv, bool isPage)
    {
        call.Request.HttpContext.Response.Headers.Append("Vary", "Accept");
        if (isCsv)
        {
            return BookingCsv.Of(found.Bookings, next);
        }

        ImmutableArray<BookingView> views = [.. found.Bookings.Select(BookingView.Of)];
        return isPage
            ? Results.Json(new BookingPageView(views, next), BookingsJson.Default.BookingPageView)
            : Results.Json(new BookingListView(views), BookingsJson.Default.BookingListView);
    }
}
