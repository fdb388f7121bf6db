using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Times;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BookingEngine.Functions.Bookings;

public sealed class GetBooking(HttpEdge edge, GetBookingHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("BookingsGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetBooking>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var query = new QueryFields(call.Request.Query, new FieldErrors());
        var asOf = query.AsOf();
        if (query.Errors.Problem is { } problem)
        {
            return problem;
        }

        if (BookingAnswer.ReadId(id) is not { } booking)
        {
            return Problem.Of(BookingRefusals.Unknown);
        }

        var outcome = await handler.HandleAsync(new GetBookingQuery(booking, call.Caller.Actor, asOf), call.Now, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var shown)
            ? Problem.Of(refusal)
            : Results.Json(BookingView.Of(shown), BookingsJson.Default.BookingView);
    }
}

public sealed class GetBookingHistory(HttpEdge edge, GetBookingHistoryHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("BookingsHistory")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings/{id}/history")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetBookingHistory>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (BookingAnswer.ReadId(id) is not { } booking)
        {
            return Problem.Of(BookingRefusals.Unknown);
        }

        var outcome = await handler.HandleAsync(booking, call.Caller.Actor, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var changes)
            ? Problem.Of(refusal)
            : Results.Json(new BookingHistoryView([.. changes.Select(BookingChangeView.Of)]), BookingsJson.Default.BookingHistoryView);
    }
}

internal static class AsOfField
{
    /// <summary>The instant that is asked about; null for now.</summary>
    public static Instant? AsOf(this QueryFields query)
    {
        if (query.Text("as_of") is not { } text)
        {
            return null;
        }

        var instant = SlotTime.TryRead(text)?.Instant;
        if (instant is null)
        {
            query.Errors.Add("as_of", "must be a time with its offset such as 2030-05-13T14:30:00+02:00");
        }

        return instant;
    }
}
