using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings.Show;

public sealed class GetBookingHistoryFunction(HttpEdge edge, GetBookingHistoryHandler handler) : IHttpFunction
{
    public static string Name => "GetBookingHistory";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("BookingsHistory")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings/{id}/history")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetBookingHistoryFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => BookingAnswer.ReadId(id) is { } booking
        ? await handler.HandleAsync(booking, call.Caller.Actor, call.Cancellation).AnswerAsync(
            changes => new BookingHistoryView([.. changes.Select(BookingChangeView.Of)]), BookingsJson.Default.BookingHistoryView)
        : Problem.Of(BookingRefusals.Unknown);
}
