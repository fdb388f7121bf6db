using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Catalogue.Warnings;

namespace BookingEngine.Functions.Catalogue.Locations;

public sealed class ChangeLocationFunction(HttpEdge edge, ChangeLocationHandler handler, CatalogueWarnings warnings) : IHttpFunction
{
    public static string Name => "PutLocation";

    public static Policy Policy => CatalogueCommands.Change;

    public static Operation Operation => LocationOperations.Common.Change<LocationRequest>(
        "Change a location", "Only administrators. Replaces the whole location. Existing bookings keep their times. `conflicts` has those that begin on closed dates.", LocationView.Example,
        LocationOperations.Invalid);

    [Function("LocationsChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "locations/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ChangeLocationFunction>(request, context, call => AnswerAsync(call, id));

    private Task<IResult> AnswerAsync(ApiCall call, string id) => CatalogueCommands.ChangeAsync<LocationRequest, Location, ChangedLocation>(
        call, id, location => warnings.OfAsync(location, call.Now, call.Cancellation),
        (location, precondition) => handler.HandleAsync(new ChangeLocation(location, precondition), call.Command, call.Cancellation),
        changed => changed.Definition, (changed, warned) => Results.Json(LocationView.Of(changed) with { Warnings = warned }, LocationsJson.Default.LocationView));
}
