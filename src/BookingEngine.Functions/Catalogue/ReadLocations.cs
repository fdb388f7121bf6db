using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue;

public sealed class ListLocations(HttpEdge edge, CatalogueQueries<Location> queries) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("LocationsList")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "locations")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListLocations>(request, context, call => queries.ListAsync(call, Answer));

    private static IResult Answer(IReadOnlyList<Location> locations, string? next) =>
        Results.Json(new LocationListView([.. locations.Select(LocationView.Of)], next), CatalogueJson.Default.LocationListView);
}

public sealed class GetLocation(HttpEdge edge, CatalogueQueries<Location> queries) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    [Function("LocationsGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "locations/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetLocation>(request, context, call => queries.GetAsync(call, id, Answer));

    internal static IResult Answer(Location location) => Results.Json(LocationView.Of(location), CatalogueJson.Default.LocationView);
}

public sealed class GetLocationHistory(HttpEdge edge, CatalogueQueries<Location> queries) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read, Role.Staff, Role.Admin);

    [Function("LocationsHistory")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "locations/{id}/history")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetLocationHistory>(request, context, call => queries.HistoryAsync(call, id, Answer));

    private static IResult Answer(IReadOnlyList<HistoryEntry<Location>> entries, string? next) => Results.Json(
        new HistoryView<LocationView>([.. entries.Select(e => HistoryEntryView<LocationView>.Of(e, LocationView.Of))], next),
        CatalogueJson.Default.HistoryViewLocationView);
}
