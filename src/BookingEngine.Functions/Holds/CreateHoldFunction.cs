using BookingEngine.Catalogue;
using BookingEngine.Functions.Bookings;
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
        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return problem!;
        }

        var command = Read(fields, call.Caller);
        return fields.Errors.Problem ?? Answer(await handler.HandleAsync(command, call.Command, call.Cancellation));
    }

    private static PlaceHold Read(BodyFields body, Caller caller)
    {
        var minutes = body.Whole("minutes", 1, (int)PlaceHoldHandler.MaximumLength.TotalMinutes, (int)PlaceHoldHandler.DefaultLength.TotalMinutes);
        return new(caller.UserId, body.Slot(), Duration.FromMinutes(minutes))
        {
            ServiceId = body.OptionalServiceId() ?? DefaultCatalogue.Service,
            ResourceId = body.OptionalResourceId(),
            Quantity = body.OptionalQuantity() ?? 1,
        };
    }

    private static IResult Answer(Outcome<Hold> outcome) => outcome.IsRefused(out var refusal, out var hold)
        ? Problem.Of(refusal)
        : Results.Json(HoldView.Of(hold), HoldsJson.Default.HoldView, statusCode: StatusCodes.Status201Created);
}
