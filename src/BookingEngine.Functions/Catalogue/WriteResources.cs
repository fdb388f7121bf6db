using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Limits;
using BookingEngine.Ports;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue;

public sealed class PostResource(HttpEdge edge, CreateResourceHandler handler, IIds ids) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(LimitName.Write, Role.Admin);

    [Function("ResourcesCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "resources")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<PostResource>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return problem!;
        }

        var resource = ResourceFields.Read(fields, fields.NewId(ids));
        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        var outcome = await handler.HandleAsync(new CreateResource(resource), call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var created))
        {
            return Problem.Of(refusal);
        }

        EntityTags.Set(call, created);
        return Results.Json(ResourceView.Of(created.Value!), ApiJson.Default.ResourceView, statusCode: StatusCodes.Status201Created);
    }
}

public sealed class PutResource(HttpEdge edge, ChangeResourceHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(LimitName.Write, Role.Admin);

    [Function("ResourcesChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "resources/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PutResource>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (fields, precondition, problem) = await CatalogueFields.ReadChangeAsync(call, id);
        if (fields is null)
        {
            return problem!;
        }

        var resource = ResourceFields.Read(fields, id);
        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        var outcome = await handler.HandleAsync(new ChangeResource(resource, precondition), call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var changed))
        {
            return Problem.Of(refusal);
        }

        EntityTags.Set(call, changed.Definition);
        return Results.Json(
            ResourceView.Of(changed.Definition.Value!) with { Conflicts = [.. changed.Conflicts.Select(BookedTimeView.Of)] }, ApiJson.Default.ResourceView);
    }
}
