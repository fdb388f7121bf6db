using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue;

public sealed class ListServices(HttpEdge edge, CatalogueQueries<Service> queries) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("ServicesList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "services")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListServices>(request, context, call => queries.ListAsync(call, Answer));

    private static IResult Answer(IReadOnlyList<Service> services, string? next) =>
        Results.Json(new ServiceListView([.. services.Select(ServiceView.Of)], next), CatalogueJson.Default.ServiceListView);
}

public sealed class GetService(HttpEdge edge, CatalogueQueries<Service> queries) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("ServicesGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "services/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetService>(request, context, call => queries.GetAsync(call, id, Answer));

    internal static IResult Answer(Service service) => Results.Json(ServiceView.Of(service), CatalogueJson.Default.ServiceView);
}

public sealed class GetServiceHistory(HttpEdge edge, CatalogueQueries<Service> queries) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    [Function("ServicesHistory")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "services/{id}/history")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetServiceHistory>(request, context, call => queries.HistoryAsync(call, id, Answer));

    private static IResult Answer(IReadOnlyList<HistoryEntry<Service>> entries, string? next) => Results.Json(
        new HistoryView<ServiceView>([.. entries.Select(e => HistoryEntryView<ServiceView>.Of(e, ServiceView.Of))], next),
        CatalogueJson.Default.HistoryViewServiceView);
}
