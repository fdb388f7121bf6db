using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue;

public sealed class ListResources(HttpEdge edge, CatalogueQueries<Resource> queries) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("ResourcesList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListResources>(request, context, call => queries.ListAsync(call, (resources, next) => Answer(call.Caller, resources, next)));

    private static IResult Answer(Caller caller, IReadOnlyList<Resource> resources, string? next) =>
        Results.Json(new ResourceListView([.. resources.Select(resource => ResourceView.For(caller, resource))], next), CatalogueJson.Default.ResourceListView);
}

public sealed class GetResource(HttpEdge edge, CatalogueQueries<Resource> queries) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("ResourcesGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetResource>(request, context, call => queries.GetAsync(call, id, resource => Answer(call.Caller, resource)));

    private static IResult Answer(Caller caller, Resource resource) => Results.Json(ResourceView.For(caller, resource), CatalogueJson.Default.ResourceView);
}

public sealed class GetResourceHistory(HttpEdge edge, CatalogueQueries<Resource> queries) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    [Function("ResourcesHistory")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/{id}/history")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetResourceHistory>(request, context, call => queries.HistoryAsync(call, id, Answer));

    private static IResult Answer(IReadOnlyList<HistoryEntry<Resource>> entries, string? next) => Results.Json(
        new HistoryView<ResourceView>([.. entries.Select(e => HistoryEntryView<ResourceView>.Of(e, ResourceView.Of))], next),
        CatalogueJson.Default.HistoryViewResourceView);
}
