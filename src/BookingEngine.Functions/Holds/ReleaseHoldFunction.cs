using BookingEngine.Bookings;
using BookingEngine.Holds;

namespace BookingEngine.Functions.Holds;

public sealed class ReleaseHoldFunction(HttpEdge edge, ReleaseHoldHandler handler) : IHttpFunction
{
    public static string Name => "DeleteHold";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    public static Operation Operation => new(
        OperationGroup.Holds, "Release a hold", "Frees the slot. If the hold has expired, or was used or released before, nothing happens.",
        Success.Empty("The hold is released."))
    {
        IdOf = "hold",
        Problems = [Problem.Of(BookingRefusals.HoldNotFound)],
    };

    [Function("HoldsDelete")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "holds/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ReleaseHoldFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        if (HoldId.TryParse(id) is not { } hold)
        {
            return Problem.Of(BookingRefusals.HoldNotFound);
        }

        var refusal = await handler.HandleAsync(new ReleaseHold(hold, call.Caller.UserId), call.Command, call.Cancellation);
        return refusal is null ? Results.NoContent() : Problem.Of(refusal);
    }
}
