using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Complete;
using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings;

public sealed class PostCancel(HttpEdge edge, CancelBookingHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    [Function("BookingsCancel")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/cancel")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PostCancel>(request, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new CancelBooking(booking, call.Caller.Actor), call.Command, call.Cancellation)));
}

public sealed class PostApprove(HttpEdge edge, DecidePendingHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    [Function("BookingsApprove")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/approve")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PostApprove>(request, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new DecidePending(booking, call.Caller.Actor, IsApproved: true), call.Command, call.Cancellation)));
}

public sealed class PostDecline(HttpEdge edge, DecidePendingHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    [Function("BookingsDecline")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/decline")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PostDecline>(request, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new DecidePending(booking, call.Caller.Actor, IsApproved: false), call.Command, call.Cancellation)));
}

public sealed class PostComplete(HttpEdge edge, RecordOutcomeHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    [Function("BookingsComplete")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/complete")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PostComplete>(request, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new RecordOutcome(booking, call.Caller.Actor, IsNoShow: false), call.Command, call.Cancellation)));
}

public sealed class PostNoShow(HttpEdge edge, RecordOutcomeHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write, Role.Staff, Role.Admin);

    [Function("BookingsNoShow")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings/{id}/no-show")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PostNoShow>(request, context, call => BookingAnswer.OfAsync(
            id, booking => handler.HandleAsync(new RecordOutcome(booking, call.Caller.Actor, IsNoShow: true), call.Command, call.Cancellation)));
}
