using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Holds;
using BookingEngine.RateLimiting;
using BookingEngine.Times;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BookingEngine.Functions.Bookings;

public sealed record HoldView(
    string Id, string Slot, string End, string TimeZone, string ServiceId, string ResourceId, int Quantity, string ExpiresAt)
{
    public static HoldView Of(Hold hold)
    {
        var zone = ZoneData.Zones[hold.Time.TimeZone];
        return new(
            hold.Id.ToString(), Rfc3339.Format(hold.Time.Start, zone), Rfc3339.Format(hold.Time.End, zone), hold.Time.TimeZone, hold.ServiceId.Value,
            hold.Id.ResourceId.Value, hold.Quantity, Rfc3339.Format(hold.Expires));
    }
}

public sealed class CreateHold(HttpEdge edge, PlaceHoldHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Book) with { IdempotencyScope = "CreateHold" };

    [Function("HoldsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "holds")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateHold>(request, context, AnswerAsync);

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
        : Results.Json(HoldView.Of(hold), BookingsJson.Default.HoldView, statusCode: StatusCodes.Status201Created);
}

public sealed class DeleteHold(HttpEdge edge, ReleaseHoldHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Write);

    [Function("HoldsDelete")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "holds/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<DeleteHold>(request, context, call => AnswerAsync(call, id));

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
