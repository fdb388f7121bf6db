using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;

namespace BookingEngine.Functions.Bookings.Show;

public sealed class GetBookingFunction(HttpEdge edge, GetBookingHandler handler) : IHttpFunction
{
    public static string Name => "GetBooking";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.Bookings, "Get a booking",
        "Returns the booking with its notes and answers. Only for its customer, staff of its resource and administrators.",
        BookingOperations.Shown("The booking.", "confirmed"))
    {
        IdOf = "booking",
        Query = Operation.QueryOf<AsOfQuery>(),
        Problems = [Problem.Of(BookingRefusals.Unknown), .. BookingOperations.AsOfProblems],
    };

    [Function("BookingsGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bookings/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetBookingFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (query, problem) = call.ReadQuery<AsOfQuery>();
        return query is null ? problem!
            : BookingAnswer.ReadId(id) is not { } booking ? Problem.Of(BookingRefusals.Unknown)
            : await handler.HandleAsync(new GetBookingQuery(booking, call.Caller.Actor, query.AsOf), call.Now, call.Cancellation).AnswerAsync();
    }
}
