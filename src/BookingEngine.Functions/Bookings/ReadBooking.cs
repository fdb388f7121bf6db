using BookingEngine.Bookings;
using BookingEngine.Functions.Http;
using BookingEngine.Limits;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings;

public sealed class GetBooking(HttpEdge edge, GetBookingHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(LimitName.Read);

    [Function("BookingsGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetBooking>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (BookingAnswer.ReadId(id) is not { } booking)
        {
            return Problem.Of(BookingRefusals.Unknown);
        }

        var outcome = await handler.HandleAsync(new GetBookingQuery(booking, call.Caller.Actor), call.Cancellation);
        return outcome.IsRefused(out var refusal, out var shown)
            ? Problem.Of(refusal)
            : Results.Json(BookingView.Of(shown), ApiJson.Default.BookingView);
    }
}
