using BookingEngine.Bookings;
using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.PublicBookings;

namespace BookingEngine.Functions.PublicBookings;

public sealed class ExtendPublicHoldFunction(HttpEdge edge, PublicBookingGate gate, VisitorHolds holds) : IHttpFunction
{
    public static string Name => "ExtendPublicHold";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.PublicBookings, "Extend a visitor's hold",
        $"{PublicBookingGate.WithoutAccount} Possible once, by the hold's own length. Again it changes nothing.",
        new(StatusCodes.Status200OK, "The hold as it is now.", PublicBookingsJson.Default.PublicHoldView, ("held", PublicHoldView.Example)))
    {
        PathValues = [new FieldShape("token", "The hold's token.", IsRequired: true, ValueShape.Text)],
        Problems = [PublicBookingGate.Off, Problem.Of(PublicBookingRefusals.InvalidHold), Problem.Of(BookingRefusals.HoldExpired)],
    };

    [Function("PublicHoldsExtend")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "public/holds/{token}/extend")] HttpRequest request, string token, FunctionContext context) =>
        edge.RunAsync<ExtendPublicHoldFunction>(request, context, call => gate.RunAsync(call, () => AnswerAsync(call, token)));

    private async Task<IResult> AnswerAsync(ApiCall call, string token) => gate.ReadHold(token) is { } hold
        ? await holds.ExtendAsync(call, hold).AnswerAsync(extended => PublicHoldView.Of(extended, token), PublicBookingsJson.Default.PublicHoldView)
        : Problem.Of(PublicBookingRefusals.InvalidHold);
}
