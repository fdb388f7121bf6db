using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings.Show;

public sealed class GetBookingFunction(HttpEdge edge, GetBookingHandler handler) : IHttpFunction
{
    public static string Name => "GetBooking";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("BookingsGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetBookingFunction>(request, context, call => AnswerAsync(call, id));

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
