using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Bookings.Show;
using BookingEngine.Commands;
using BookingEngine.Functions.Http;
using BookingEngine.Guests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings;

/// <summary>One booking, for whoever has a manage link of it: for the tenant's own pages, which send the link's token as a bearer token. It may do what
/// the customer may, with this booking alone.</summary>
public sealed class ManagedBooking(ManageLinks links)
{
    private const string Scheme = "Bearer ";

    /// <summary>Runs for the booking of the request's token, as its customer.</summary>
    public async Task<IResult> RunAsync(ApiCall call, Func<Booking, Actor, CommandContext, Task<IResult>> run)
    {
        var token = call.Request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : "";
        return await OpenAsync(call, token) is { } booking
            ? await run(booking, new Actor(booking.UserId, Role.Customer), ContextOf(call, booking))
            : Problem.Of(ManageLinks.Invalid) with { Header = ("WWW-Authenticate", "Bearer") };
    }

    /// <summary>Null for a token that is good for nothing.</summary>
    public async Task<Booking?> OpenAsync(ApiCall call, string token) =>
        (await links.FindBookingAsync(token, call.Now, call.Cancellation)).IsRefused(out _, out var booking) ? null : booking;

    public static CommandContext ContextOf(ApiCall call, Booking booking) => call.Command with { Actor = booking.UserId.ToString() };
}

public sealed class GetManagedBooking(HttpEdge edge, ManagedBooking managed, GetBookingHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Read);

    [Function("ManageGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/booking")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetManagedBooking>(request, context, call => managed.RunAsync(call, async (booking, actor, _) =>
            (await handler.HandleAsync(new GetBookingQuery(booking.Id, actor, null), call.Now, call.Cancellation)).IsRefused(out var refusal, out var shown)
                ? Problem.Of(refusal)
                : Results.Json(BookingView.Of(shown), BookingsJson.Default.BookingView)));
}

public sealed class CancelManagedBooking(HttpEdge edge, ManagedBooking managed, CancelBookingHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Write);

    [Function("ManageCancel")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/booking/cancel")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CancelManagedBooking>(request, context, call => managed.RunAsync(call, (booking, actor, command) => BookingAnswer.OfAsync(
            booking.Id.ToString(), id => handler.HandleAsync(new CancelBooking(id, actor), command, call.Cancellation))));
}

public sealed class RescheduleManagedBooking(HttpEdge edge, ManagedBooking managed, RescheduleBookingHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Book);

    [Function("ManageReschedule")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/booking/reschedule")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RescheduleManagedBooking>(
            request, context, call => managed.RunAsync(call, (booking, actor, command) => AnswerAsync(call, booking, actor, command)));

    private async Task<IResult> AnswerAsync(ApiCall call, Booking booking, Actor actor, CommandContext command)
    {
        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return problem!;
        }

        var (slot, resource) = (fields.Slot(), fields.OptionalResourceId());
        return fields.Errors.Problem ?? await BookingAnswer.OfAsync(booking.Id.ToString(), id => handler.HandleAsync(
            new RescheduleBooking(id, actor, slot, resource, IsOverride: false), command, call.Cancellation));
    }
}
