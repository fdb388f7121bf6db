using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;

namespace BookingEngine.Functions.Bookings.Show;

public sealed class GetBookingHistoryFunction(HttpEdge edge, GetBookingHistoryHandler handler) : IHttpFunction
{
    public static string Name => "GetBookingHistory";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.Bookings, "Get a booking's history", "Returns all changes of the booking, the oldest first, each with its time and its user.",
        new(StatusCodes.Status200OK, "The changes of the booking.", BookingsJson.Default.BookingHistoryView, ("booked", new BookingHistoryView(
            [new("booked", BookingView.Example.CreatedAt, $"{Samples.User}", BookingView.Example)]))))
    {
        IdOf = "booking",
        Problems = [Problem.Of(BookingRefusals.Unknown)],
    };

    [Function("BookingsHistory")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings/{id}/history")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetBookingHistoryFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id) => BookingAnswer.ReadId(id) is { } booking
        ? await handler.HandleAsync(booking, call.Caller.Actor, call.Cancellation).AnswerAsync(
            changes => new BookingHistoryView([.. changes.Select(BookingChangeView.Of)]), BookingsJson.Default.BookingHistoryView)
        : Problem.Of(BookingRefusals.Unknown);
}
