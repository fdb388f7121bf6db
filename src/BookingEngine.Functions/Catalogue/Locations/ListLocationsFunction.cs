using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Locations;

public sealed class ListLocationsFunction(HttpEdge edge, CatalogueQueries<Location> queries) : IHttpFunction
{
    public static string Name => "ListLocations";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => LocationOperations.Common.List(
        LocationsJson.Default.LocationListView, new LocationListView([LocationView.Example], null));

    [Function("LocationsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "locations")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListLocationsFunction>(
            request, context, call => queries.ListAsync(call, "locations", LocationView.Of, LocationsJson.Default.LocationView));
}
