using BookingEngine.Bookings.Complete;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings.Change;

public sealed class RecordNoShowFunction(HttpEdge edge, RecordOutcomeHandler handler) : IHttpFunction
{
    public static string Name => "PostNoShow";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    [Function("BookingsNoShow")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/no-show")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<RecordNoShowFunction>(request, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new RecordOutcome(booking, call.Caller.Actor, IsNoShow: true), call.Command, call.Cancellation)));
}
