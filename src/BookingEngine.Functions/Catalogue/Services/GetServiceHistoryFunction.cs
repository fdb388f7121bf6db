using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue.Services;

public sealed class GetServiceHistoryFunction(HttpEdge edge, CatalogueQueries<Service> queries) : IHttpFunction
{
    public static string Name => "GetServiceHistory";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    public static Operation Operation => ServiceOperations.Common.History(ServicesJson.Default.HistoryViewServiceView);

    [Function("ServicesHistory")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "services/{id}/history")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetServiceHistoryFunction>(
            request, context, call => queries.HistoryAsync(call, id, ServiceView.Of, ServicesJson.Default.HistoryEntryViewServiceView));
}
