using BookingEngine.Bookings;
using BookingEngine.Functions.Bookings;
using BookingEngine.PublicBookings;
using BookingEngine.Slots;

namespace BookingEngine.Functions.PublicBookings;

/// <summary>For the tenant's own page that the link of the mail opens.</summary>
public sealed class ConfirmPublicBookingFunction(HttpEdge edge, PublicBookingGate gate, BookingRequests requests, VisitorBookings bookings) : IHttpFunction
{
    public static string Name => "ConfirmPublicBooking";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.PublicBookings, "Confirm a booking with the token of the mail",
        $"{PublicBookingGate.WithoutAccount} The link in the mail has the token. Programs open links in mails, so ask the visitor for a click before you send it. Again it gets "
        + "the same booking.",
        new(StatusCodes.Status200OK, "The slot is booked.", PublicBookingsJson.Default.PublicBookingView, ("booked", PublicBookingView.Example)))
    {
        Body = RequestBody.Json<ConfirmPublicBookingRequest>(new() { ["token"] = "AZejwrTVf26KkLHCw-T1BwAAAABw5Q" }),
        Problems =
        [
            PublicBookingGate.Off, Problem.Of(PublicBookingRefusals.InvalidLink), Problem.Of(BookingRefusals.HoldExpired), Problem.Of(BookingRefusals.UnknownHold),
            Problem.Of(BookingRefusals.CustomerErased), .. BookingOperations.SlotProblems,
            Problem.Of(BookingRefusals.ActiveLimit(3)), Problem.Of(SlotRefusals.CustomerBusy),
        ],
    };

    [Function("PublicBookingsConfirm")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "public/bookings/confirm")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ConfirmPublicBookingFunction>(request, context, call => gate.RunAsync(call, () => AnswerAsync(call)));

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<ConfirmPublicBookingRequest>();
        return request is null ? problem!
            : (await requests.ConfirmAsync(request.Token, call.Command, call.Cancellation)).IsRefused(out var refusal, out var booking) ? Problem.Of(refusal)
            : Results.Json(PublicBookingView.Of(booking, await bookings.ManageLinkAsync(call, booking)), PublicBookingsJson.Default.PublicBookingView);
    }
}

public sealed record ConfirmPublicBookingRequest(string Token) : IRequest<ConfirmPublicBookingRequest>
{
    public static ConfirmPublicBookingRequest Read(RequestFields fields) => new(fields.Required("token", "The token of the link in the mail.").AnyText() ?? "");
}
