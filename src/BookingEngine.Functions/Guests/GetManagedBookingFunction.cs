using BookingEngine.Bookings.Show;
using BookingEngine.Functions.Bookings;

namespace BookingEngine.Functions.Guests;

public sealed class GetManagedBookingFunction(HttpEdge edge, ManagedBooking managed, GetBookingHandler handler) : IHttpFunction
{
    public static string Name => "GetManagedBooking";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Read);

    public static Operation Operation => new(
        OperationGroup.Guests, "Get the link's booking", ManagedBooking.WithLink, BookingOperations.Shown("The booking.", "confirmed"))
    {
        Problems = [ManagedBooking.InvalidLink],
    };

    [Function("ManageGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/booking")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetManagedBookingFunction>(request, context, call => managed.RunAsync(call, (booking, actor, _) =>
            handler.HandleAsync(new GetBookingQuery(booking.Id, actor, null), call.Now, call.Cancellation).AnswerAsync()));
}
