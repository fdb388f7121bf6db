using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue;

public sealed class PostResource(HttpEdge edge, CreateResourceHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = CatalogueCommands.Creation("PostResource");

    [Function("ResourcesCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "resources")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<PostResource>(request, context, AnswerAsync);

    private Task<IResult> AnswerAsync(ApiCall call) => CatalogueCommands.CreateAsync(
        call, ResourceFields.Read, resource => handler.HandleAsync(new CreateResource(resource), call.Command, call.Cancellation),
        created => Results.Json(ResourceView.Of(created), CatalogueJson.Default.ResourceView, statusCode: StatusCodes.Status201Created));
}

public sealed class PutResource(HttpEdge edge, ChangeResourceHandler changes, RetireResourceHandler retirements) : IHttpFunction
{
    public static Policy Policy => CatalogueCommands.Change;

    [Function("ResourcesChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "resources/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PutResource>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var query = new QueryFields(call.Request.Query, new FieldErrors());
        var moveTo = query.Text("move_to");
        if (moveTo is not null && !CatalogueIdRules.IsValid(moveTo))
        {
            query.Errors.Add("move_to", CatalogueIdRules.Format);
        }

        return query.Errors.Problem ?? await CatalogueCommands.ChangeAsync(
            call, id, ResourceFields.Read, (resource, precondition) => HandleAsync(call, new ChangeResource(resource, precondition), moveTo),
            changed => changed.Definition, Answer);
    }

    private Task<Outcome<ChangedResource>> HandleAsync(ApiCall call, ChangeResource change, string? moveTo) => moveTo is null || change.Resource.Active
        ? changes.HandleAsync(change, call.Command, call.Cancellation)
        : retirements.HandleAsync(new RetireResource(change, new ResourceId(moveTo), call.Caller.Actor), call.Command, call.Cancellation);

    private static IResult Answer(ChangedResource changed) => Results.Json(
        ResourceView.Of(changed.Definition.Value!) with { Conflicts = [.. changed.Conflicts.Select(BookedTimeView.Of)] }, CatalogueJson.Default.ResourceView);
}
