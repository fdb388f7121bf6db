using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Limits;
using BookingEngine.Ports;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue;

public sealed class PostService(HttpEdge edge, CreateServiceHandler handler, IIds ids) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(LimitName.Write, Role.Admin);

    [Function("ServicesCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "services")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<PostService>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return problem!;
        }

        var service = ServiceFields.Read(fields, fields.NewId(ids));
        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        var outcome = await handler.HandleAsync(new CreateService(service), call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var created))
        {
            return Problem.Of(refusal);
        }

        EntityTags.Set(call, created);
        return Results.Json(ServiceView.Of(created.Value!), ApiJson.Default.ServiceView, statusCode: StatusCodes.Status201Created);
    }
}

public sealed class PutService(HttpEdge edge, ChangeServiceHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(LimitName.Write, Role.Admin);

    [Function("ServicesChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "services/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PutService>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (fields, precondition, problem) = await CatalogueFields.ReadChangeAsync(call, id);
        if (fields is null)
        {
            return problem!;
        }

        var service = ServiceFields.Read(fields, id);
        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        var outcome = await handler.HandleAsync(new ChangeService(service, precondition), call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var changed))
        {
            return Problem.Of(refusal);
        }

        EntityTags.Set(call, changed);
        return GetService.Answer(changed.Value!);
    }
}
