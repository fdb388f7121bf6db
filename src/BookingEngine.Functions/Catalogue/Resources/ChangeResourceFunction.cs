using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Requests;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue.Resources;

public sealed class ChangeResourceFunction(HttpEdge edge, ChangeResourceHandler changes, RetireResourceHandler retirements) : IHttpFunction
{
    public static string Name => "PutResource";

    public static Policy Policy => CatalogueCommands.Change;

    [Function("ResourcesChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "resources/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ChangeResourceFunction>(request, context, call => AnswerAsync(call, id));

    private async Task<IResult> AnswerAsync(ApiCall call, string id)
    {
        var (query, problem) = call.ReadQuery<ChangeResourceQuery>();
        return query is null ? problem! : await CatalogueCommands.ChangeAsync<ResourceRequest, Resource, ChangedResource>(
            call, id, (resource, precondition) => HandleAsync(call, new ChangeResource(resource, precondition), query.MoveTo),
            changed => changed.Definition, Answer);
    }

    private Task<Outcome<ChangedResource>> HandleAsync(ApiCall call, ChangeResource change, ResourceId? moveTo) => moveTo is { } other && !change.Resource.Active
        ? retirements.HandleAsync(new RetireResource(change, other, call.Caller.Actor), call.Command, call.Cancellation)
        : changes.HandleAsync(change, call.Command, call.Cancellation);

    private static IResult Answer(ChangedResource changed) => Results.Json(
        ResourceView.Of(changed.Definition.Value!) with { Conflicts = [.. changed.Conflicts.Select(BookedTimeView.Of)] }, ResourcesJson.Default.ResourceView);
}
