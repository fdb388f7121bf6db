using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue.Resources;

public sealed class ListResourcesFunction(HttpEdge edge, CatalogueQueries<Resource> queries) : IHttpFunction
{
    public static string Name => "ListResources";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("ResourcesList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListResourcesFunction>(request, context, call => queries.ListAsync(call, (resources, next) => Answer(call.Caller, resources, next)));

    private static IResult Answer(Caller caller, IReadOnlyList<Resource> resources, string? next) =>
        Results.Json(new ResourceListView([.. resources.Select(resource => ResourceView.For(caller, resource))], next), ResourcesJson.Default.ResourceListView);
}
