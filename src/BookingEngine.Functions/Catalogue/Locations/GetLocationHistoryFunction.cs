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
        edge.RunAsync<GetLocationHistoryFunction>(request, context, call => queries.HistoryAsync(call, id, Answer));

    private static IResult Answer(IReadOnlyList<HistoryEntry<Location>> entries, string? next) => Results.Json(
        new HistoryView<LocationView>([.. entries.Select(e => HistoryEntryView<LocationView>.Of(e, LocationView.Of))], next),
        LocationsJson.Default.HistoryViewLocationView);
}
