using System.Collections.Immutable;
using BookingEngine.Bookings.Lists;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings.Lists;

/// <summary>One's own bookings for everyone, and those that one looks after for staff and administrators, as JSON or CSV.</summary>
public sealed class ListBookingsFunction(HttpEdge edge, ListBookingsHandler handler, Cursor cursors) : IHttpFunction
{
    public const int DefaultLimit = 50, MaximumLimit = PageQuery.MaximumLimit, MaximumCsvLimit = 1_000;

    public static string Name => "FindBookings";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.List);

    [Function("BookingsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListBookingsFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var fields = new QueryFields(call.Request.Query, new FieldErrors());
        var (filter, isCsv) = (fields.Filter(), CsvAnswer.IsAskedFor(call.Request, fields));
        var list = filter.NameFor(call.Caller.UserId);
        var (page, problem) = PageQuery.Read(fields, cursors, list, isCsv ? MaximumCsvLimit : MaximumLimit);
        if (problem is not null)
        {
            return problem;
        }

        return isCsv && call.Caller.Role is Role.Customer
            ? Problem.Of(ListBookingsHandler.MissingRole)
            : await FindAsync(call, filter, page, list, isCsv);
    }

    private async Task<IResult> FindAsync(ApiCall call, BookingFilter filter, PageQuery page, string list, bool isCsv)
    {
        // Older clients ask for their own without a limit, and get all of them.
        var limit = page.Limit ?? (filter.IsOwn(call.Caller.UserId) ? null : isCsv ? MaximumCsvLimit : DefaultLimit);
        var query = new ListBookings(call.Caller.UserId, page.After, limit) { Role = call.Caller.Role, Filter = filter };
        var outcome = await handler.HandleAsync(query, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var found)
            ? Problem.Of(refusal)
            : Answer(call, found, found.Next is { } next ? cursors.Write(list, next) : null, isCsv, isPage: limit is not null);
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
