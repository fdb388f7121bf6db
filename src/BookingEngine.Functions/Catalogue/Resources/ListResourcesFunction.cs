using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Resources;

public sealed class ListResourcesFunction(HttpEdge edge, CatalogueQueries<Resource> queries) : IHttpFunction
{
    public static string Name => "ListResources";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => ResourceOperations.Common.List(
        ResourcesJson.Default.ResourceListView, new ResourceListView([ResourceView.Example], null));

    [Function("ResourcesList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListResourcesFunction>(request, context, call => queries.ListAsync(call, (resources, next) => Answer(call.Caller, resources, next)));

    private static IResult Answer(Caller caller, IReadOnlyList<Resource> resources, string? next) =>
        Results.Json(new ResourceListView([.. resources.Select(resource => ResourceView.For(caller, resource))], next), ResourcesJson.Default.ResourceListView);
}
