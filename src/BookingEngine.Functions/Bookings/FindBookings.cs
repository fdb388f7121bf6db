using BookingEngine.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Limits;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings;

public sealed class ListOwnBookings(HttpEdge edge, ListBookingsHandler handler, Cursor cursors) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(LimitName.List);

    [Function("BookingsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListOwnBookings>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, problem) = PageQuery.Read(call, cursors, QueryOf(call));
        if (problem is not null)
        {
            return problem;
        }

        var page = await handler.HandleAsync(new ListBookings(call.Caller.UserId, query.After, query.Limit), call.Cancellation);
        BookingView[] views = [.. page.Bookings.Select(BookingView.Of)];
        var next = page.Next is null ? null : cursors.Write(QueryOf(call), page.Next);
        return query.Limit is null
            ? Results.Json(new BookingListView(views), ApiJson.Default.BookingListView)
            : Results.Json(new BookingPageView(views, next), ApiJson.Default.BookingPageView);
    }

    private static string QueryOf(ApiCall call) => $"bookings of {call.Caller.UserId}";
}
