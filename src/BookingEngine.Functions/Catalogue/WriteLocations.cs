using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Limits;
using BookingEngine.Ports;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue;

public sealed class PostLocation(HttpEdge edge, CreateLocationHandler handler, IIds ids) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(LimitName.Write, Role.Admin);

    [Function("LocationsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "locations")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<PostLocation>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return problem!;
        }

        var location = LocationFields.Read(fields, fields.NewId(ids));
        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        var outcome = await handler.HandleAsync(new CreateLocation(location), call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var created))
        {
            return Problem.Of(refusal);
        }

        EntityTags.Set(call, created);
        return Results.Json(LocationView.Of(created.Value!), ApiJson.Default.LocationView, statusCode: StatusCodes.Status201Created);
    }
}

public sealed class PutLocation(HttpEdge edge, ChangeLocationHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(LimitName.Write, Role.Admin);

    [Function("LocationsChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "locations/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PutLocation>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (fields, precondition, problem) = await CatalogueFields.ReadChangeAsync(call, id);
        if (fields is null)
        {
            return problem!;
        }

        var location = LocationFields.Read(fields, id);
        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        var outcome = await handler.HandleAsync(new ChangeLocation(location, precondition), call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var changed))
        {
            return Problem.Of(refusal);
        }

        EntityTags.Set(call, changed);
        return GetLocation.Answer(changed.Value!);
    }
}
