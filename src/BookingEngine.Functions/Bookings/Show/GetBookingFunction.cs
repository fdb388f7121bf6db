using BookingEngine.Bookings.Show;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
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
        var (query, problem) = call.ReadQuery<AsOfQuery>();
        return query is null ? problem! : await BookingAnswer.ShowAsync(
            id, booking => handler.HandleAsync(new GetBookingQuery(booking, call.Caller.Actor, query.AsOf), call.Now, call.Cancellation));
    }
}
