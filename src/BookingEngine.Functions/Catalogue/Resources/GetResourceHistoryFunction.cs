using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue.Resources;

public sealed class GetResourceHistoryFunction(HttpEdge edge, CatalogueQueries<Resource> queries) : IHttpFunction
{
    public static string Name => "GetResourceHistory";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    public static Operation Operation => ResourceOperations.Common.History(ResourcesJson.Default.HistoryViewResourceView);

    [Function("ResourcesHistory")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "resources/{id}/history")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetResourceHistoryFunction>(
            request, context, call => queries.HistoryAsync(call, id, ResourceView.Of, ResourcesJson.Default.HistoryEntryViewResourceView));
}
