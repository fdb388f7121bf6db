using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Services;

public sealed class GetServiceFunction(HttpEdge edge, CatalogueQueries<Service> queries, CatalogueCache cache) : IHttpFunction
{
    public static string Name => "GetService";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => ServiceOperations.Common.Get(
        "The service `default` is predefined and takes 30 minutes. Customers see a service only if it is active.");

    [Function("ServicesGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "services/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetServiceFunction>(request, context, call => queries.GetAsync(call, id, Answer, service => cache.CompleteAsync(service, call.Cancellation)));

    internal static IResult Answer(Service service) => Results.Json(ServiceView.Of(service), ServicesJson.Default.ServiceView);
}
