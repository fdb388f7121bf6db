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
        edge.RunAsync<ListResourcesFunction>(
            request, context, call => queries.ListAsync(call, "resources", resource => ResourceView.For(call.Caller, resource), ResourcesJson.Default.ResourceView));
}
