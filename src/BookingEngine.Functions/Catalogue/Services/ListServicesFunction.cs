using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Services;

public sealed class ListServicesFunction(HttpEdge edge, CatalogueQueries<Service> queries, CatalogueCache cache) : IHttpFunction
{
    public static string Name => "ListServices";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => ServiceOperations.Common.List(
        ServicesJson.Default.ServiceListView, new ServiceListView([ServiceView.Example], null));

    [Function("ServicesList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "services")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListServicesFunction>(
            request, context, call => queries.ListAsync(call, "services", ServiceView.Of, ServicesJson.Default.ServiceView,
                service => cache.CompleteAsync(service, call.Cancellation)));
}
