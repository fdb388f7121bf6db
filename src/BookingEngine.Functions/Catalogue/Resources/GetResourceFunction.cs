using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Resources;

public sealed class GetResourceFunction(HttpEdge edge, CatalogueQueries<Resource> queries) : IHttpFunction
{
    public static string Name => "GetResource";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => ResourceOperations.Common.Get(
        "The resource `default` is predefined and always open. Customers see a resource only if it is active.");

    [Function("ResourcesGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetResourceFunction>(request, context, call => queries.GetAsync(call, id, resource => Answer(call.Caller, resource)));

    private static IResult Answer(Caller caller, Resource resource) => Results.Json(ResourceView.For(caller, resource), ResourcesJson.Default.ResourceView);
}
