using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Catalogue.Warnings;

namespace BookingEngine.Functions.Catalogue.Locations;

public sealed class CreateLocationFunction(HttpEdge edge, CreateLocationHandler handler) : IHttpFunction
{
    public static string Name => "PostLocation";

    public static Policy Policy { get; } = CatalogueCommands.Creation("PostLocation");

    public static Operation Operation => LocationOperations.Common.Create<LocationRequest>("Only administrators.", LocationOperations.Invalid);

    [Function("LocationsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "locations")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateLocationFunction>(request, context, AnswerAsync);

    private Task<IResult> AnswerAsync(ApiCall call) => CatalogueCommands.CreateAsync<LocationRequest, Location>(
        call, _ => Task.FromResult<IReadOnlyList<CatalogueWarning>>([]), // no resource can stand at a location that does not exist yet
        location => handler.HandleAsync(new CreateLocation(location), call.Command, call.Cancellation),
        (created, warned) => new CreatedAnswer<LocationView>(
            $"/locations/{created.Id}", LocationView.Of(created) with { Warnings = warned }, LocationsJson.Default.LocationView));
}
