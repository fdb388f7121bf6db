using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Holds;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BookingEngine.Functions.Holds;

public sealed class CreateHoldFunction(HttpEdge edge, PlaceHoldHandler handler) : IHttpFunction
{
    public static string Name => "CreateHold";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Book) with { IdempotencyScope = "CreateHold" };

    [Function("HoldsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "holds")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateHoldFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<CreateHoldRequest>();
        return request is null ? problem! : await handler.HandleAsync(CommandOf(request, call.Caller), call.Command, call.Cancellation)
            .AnswerAsync(HoldView.Of, HoldsJson.Default.HoldView, StatusCodes.Status201Created);
    }

    private static PlaceHold CommandOf(CreateHoldRequest request, Caller caller) => new(
        caller.UserId, request.Slot, request.Minutes is { } minutes ? Duration.FromMinutes(minutes) : PlaceHoldHandler.DefaultLength)
    {
        ServiceId = request.ServiceId ?? DefaultCatalogue.Service,
        ResourceId = request.ResourceId,
        Quantity = request.Quantity ?? 1,
    };
}
