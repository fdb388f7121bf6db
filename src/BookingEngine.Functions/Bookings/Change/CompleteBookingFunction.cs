using BookingEngine.Bookings.Complete;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class CompleteBookingFunction(HttpEdge edge, RecordOutcomeHandler handler) : IHttpFunction
{
    public static string Name => "PostComplete";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    [Function("BookingsComplete")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/complete")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<CompleteBookingFunction>(request, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new RecordOutcome(booking, call.Caller.Actor, IsNoShow: false), call.Command, call.Cancellation)));
}
