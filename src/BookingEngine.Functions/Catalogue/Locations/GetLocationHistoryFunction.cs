using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue.Locations;

public sealed class GetLocationHistoryFunction(HttpEdge edge, CatalogueQueries<Location> queries) : IHttpFunction
{
    public static string Name => "GetLocationHistory";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    public static Operation Operation => LocationOperations.Common.History(LocationsJson.Default.HistoryViewLocationView);

    [Function("LocationsHistory")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "locations/{id}/history")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetLocationHistoryFunction>(
            request, context, call => queries.HistoryAsync(call, id, LocationView.Of, LocationsJson.Default.HistoryEntryViewLocationView));
}
