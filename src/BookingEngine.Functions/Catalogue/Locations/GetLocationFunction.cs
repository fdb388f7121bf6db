using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Locations;

public sealed class GetLocationFunction(HttpEdge edge, CatalogueQueries<Location> queries) : IHttpFunction
{
    public static string Name => "GetLocation";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.Read);

    public static Operation Operation => LocationOperations.Common.Get("The location `default` is predefined, in UTC.");

    [Function("LocationsGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "locations/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<GetLocationFunction>(request, context, call => queries.GetAsync(call, id, Answer));

    internal static IResult Answer(Location location) => Results.Json(LocationView.Of(location), LocationsJson.Default.LocationView);
}
