using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
using BookingEngine.Holds;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Functions.Holds;

public sealed class CreateHoldFunction(HttpEdge edge, PlaceHoldHandler handler) : IHttpFunction
{
    public static string Name => "CreateHold";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Book) with { IdempotencyScope = "CreateHold" };

    public static Operation Operation => new(
        OperationGroup.Holds, "Hold a slot",
        "Reserves a slot for the caller, so that nobody else books it meanwhile. `POST /bookings` with the `hold_id` books the slot. "
        + "The slot is free again at the exact instant at which the hold expires. Until then it counts against the limits of the service, as a booking does, "
        + "and a customer can have only a few holds at once.",
        Success.Created("The slot is held.", HoldsJson.Default.HoldView, ("held", HoldView.Example)))
    {
        Body = RequestBody.Json<CreateHoldRequest>(
            new() { ["slot"] = Samples.Slot, ["service_id"] = "cut", ["resource_id"] = "chair-1", ["minutes"] = 10 }),
        Problems =
        [
            .. BookingOperations.SlotProblems, Problem.Of(BookingRefusals.ActiveLimit(3)), Problem.Of(SlotRefusals.CustomerBusy),
            Problem.Of(HoldLimit.Reached(HoldLimit.Default)), Problem.Of(BookingRefusals.OneResource), Problem.Of(SlotRefusals.NeedsNotMet), Problem.Of(BookingRefusals.Changed),
        ],
    };

    [Function("HoldsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "holds")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateHoldFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<CreateHoldRequest>();
        return request is null ? problem! : await handler.HandleAsync(CommandOf(request, call.Caller), call.Command, call.Cancellation)
            .AnswerCreatedAsync(hold => $"/holds/{hold.Id}", HoldView.Of, HoldsJson.Default.HoldView);
    }

    private static PlaceHold CommandOf(CreateHoldRequest request, Caller caller) => new(
        caller.UserId, request.Slot, request.Minutes is { } minutes ? Duration.FromMinutes(minutes) : PlaceHoldHandler.DefaultLength)
    {
        Role = caller.Role,
        ServiceId = request.ServiceId ?? DefaultCatalogue.Service,
        ResourceId = request.ResourceId,
        ResourceIds = request.ResourceIds ?? [],
        Quantity = request.Quantity ?? 1,
        ServiceLength = request.Duration is { } length ? Duration.FromMinutes(length) : null,
    };
}
