using BookingEngine.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Limits;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings;

public sealed class ListOwnBookings(HttpEdge edge, ListBookingsHandler handler, Cursor cursors) : IHttpFunction
{
    private const int MaximumLimit = 100;

    public static Policy Policy { get; } = Policy.SignedIn(LimitName.List);

    [Function("BookingsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListOwnBookings>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var fields = new QueryFields(call.Request.Query, new FieldErrors());
        var limit = fields.Whole("limit", 1, MaximumLimit);
        var after = ReadCursor(fields, call);
        if (fields.Errors.Problem is { } problem)
        {
            return problem;
        }

        var page = await handler.HandleAsync(new ListBookings(call.Caller.UserId, after, limit), call.Cancellation);
        BookingView[] views = [.. page.Bookings.Select(BookingView.Of)];
        var next = page.Next is null ? null : cursors.Write(QueryOf(call), page.Next);
        return limit is null
            ? Results.Json(new BookingListView(views), ApiJson.Default.BookingListView)
            : Results.Json(new BookingPageView(views, next), ApiJson.Default.BookingPageView);
    }

    private string? ReadCursor(QueryFields fields, ApiCall call)
    {
        if (fields.Text("cursor") is not { } text)
        {
            return null;
        }

        var after = cursors.Read(QueryOf(call), text);
        if (after is null)
        {
            fields.Errors.Add("cursor", "must be the next_cursor of this same list");
        }

        return after;
    }

    private static string QueryOf(ApiCall call) => $"bookings of {call.Caller.UserId}";
}
