using BookingEngine.Bookings.Lists;
using BookingEngine.Catalogue;
using BookingEngine.Times;
using BookingEngine.Users;

namespace BookingEngine.Functions.Bookings.Lists;

/// <summary>Lists the caller's own bookings. Staff and administrators can list others, as JSON or CSV.</summary>
public sealed class ListBookingsFunction(
    HttpEdge edge, ListBookingsHandler handler, BookingAnswersReader answers, BookingNamesReader names, Cursor cursors) : IHttpFunction
{
    // How many bookings of a whole list are in memory at once.
    private const int WholeListPart = 200;

    public static string Name => "FindBookings";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.List);

    public static Operation Operation => new(
        OperationGroup.Bookings, "List bookings",
        "Lists bookings by slot, then id. Without `scope`, `user_id` and `resource_id`, these are the caller's own: all of them, or a page at a time "
        + $"with `limit`. Any other list comes in pages, of {ListBookingsQuery.DefaultLimit} bookings if `limit` is omitted. Administrators can list "
        + "all bookings. Staff can list the bookings of their resources. A booking that stays in the list is on exactly one page, even if others change. "
        + "Staff and administrators can also get a table: with `format=csv`, or with an `Accept` header that prefers `text/csv`. A page of the table "
        + $"has up to {ListBookingsQuery.MaximumCsvLimit} rows. Its cursor is in the header `Next-Cursor`. It also has the names of customers, guests, "
        + "services, resources and locations as they are now. New columns are added at the end. Excel needs a byte order mark: send `bom=true`, or "
        + "`Accept: text/csv; bom=true`.",
        new(
            StatusCodes.Status200OK, "The bookings.", BookingsJson.Default.BookingPageView, ("all", new BookingListView([BookingView.Example])),
            ("page", new BookingPageView([BookingView.Example], Samples.Cursor)), ("last_page", new BookingPageView([BookingView.Example], null)))
        {
            Headers = [CsvAnswer.NextCursor],
            Csv = CsvAnswer.Line(BookingCsv.Columns) + CsvAnswer.Line(BookingCsv.RowOf(BookingView.Example, ExampleNames)),
        })
    {
        Query = Operation.QueryOf<ListBookingsQuery>(),
        Problems =
        [
            RequestProblems.InvalidField("status", ListBookingsQuery.StatusMessage), Problem.Of(TimeRange.Reversed),
            Problem.Of(ListBookingsHandler.MissingRole), Problem.Of(ListBookingsHandler.NotYours),
        ],
    };

    private static BookingNames ExampleNames => new(
        Samples.FullName, null, "Haircut", "Chair 1", new Location(new LocationId("mitte"), "Salon Mitte", "UTC", null));

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

        var after = query.Page.Cursor is null ? null : query.Page.After(cursors, query.Filter.NameFor(call.Caller.UserId), errors);
        return errors.Problem
            ?? (query.IsCsv && call.Caller.Role is Role.Customer ? Problem.Of(ListBookingsHandler.MissingRole) : await ListAsync(call, query, after));
    }

    private async Task<IResult> ListAsync(ApiCall call, ListBookingsQuery query, string? after)
    {
        call.Request.HttpContext.Response.Headers.Append("Vary", "Accept");

        // Older clients send no limit for their own bookings, and expect all of them.
        var isWhole = query.Page.Limit is null && query.Filter.IsOwn(call.Caller.UserId);
        var limit = query.Page.Limit ?? (query.IsCsv ? ListBookingsQuery.MaximumCsvLimit : isWhole ? WholeListPart : ListBookingsQuery.DefaultLimit);
        var command = new ListBookings(call.Caller.UserId, after, limit) { Role = call.Caller.Role, Filter = query.Filter, Now = query.Filter.HasRezoneConflict ? call.Now : null };
        if (!query.IsCsv && query.Filter.IsAllOwn(call.Caller.UserId)
            && await answers.FindAsync(call.Caller.UserId, after, limit, call.Cancellation) is { } stored && (!isWhole || stored.Next is null))
        {
            return Json(stored.Json, stored.Next);
        }

        if ((await handler.HandleAsync(command, call.Cancellation)).IsRefused(out var refusal, out var found))
        {
            return Problem.Of(refusal);
        }

        return query.IsCsv ? await TableAsync(call, query, found, NextOf(found.Next))
            : isWhole && found.Next is not null ? new WholeBookingList(handler, command, found)
            : Json([.. found.Listed.Select(booking => booking.Json)], found.Next);

        IResult Json(IReadOnlyList<ReadOnlyMemory<byte>> bookings, string? next) => new BookingListAnswer(bookings, NextOf(next), isPage: !isWhole);

        string? NextOf(string? sortKey) => sortKey is null ? null : cursors.Write(query.Filter.NameFor(call.Caller.UserId), sortKey);
    }

    private async Task<IResult> TableAsync(ApiCall call, ListBookingsQuery query, BookingPage found, string? next)
    {
        var hasMark = query.HasByteOrderMark ?? call.Request.Asks(CsvAnswer.MediaType, "bom");
        var bookings = found.Bookings;
        return BookingCsv.Of(bookings, await names.FindAsync(bookings, call.Cancellation), next, hasMark);
    }
}
