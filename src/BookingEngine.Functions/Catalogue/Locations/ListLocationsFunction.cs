using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.RateLimiting;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue.Locations;

public sealed class ListLocationsFunction(HttpEdge edge, CatalogueQueries<Location> queries) : IHttpFunction
{
    public static string Name => "ListLocations";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("LocationsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "locations")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListLocationsFunction>(request, context, call => queries.ListAsync(call, Answer));

    private static IResult Answer(IReadOnlyList<Location> locations, string? next) =>
        Results.Json(new LocationListView([.. locations.Select(LocationView.Of)], next), LocationsJson.Default.LocationListView);
}
