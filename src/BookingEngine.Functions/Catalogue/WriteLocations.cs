using BookingEngine.Catalogue.Locations;
using BookingEngine.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue;

public sealed class PostLocation(HttpEdge edge, CreateLocationHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = CatalogueCommands.Creation("PostLocation");

    [Function("LocationsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "locations")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<PostLocation>(request, context, AnswerAsync);

    private Task<IResult> AnswerAsync(ApiCall call) => CatalogueCommands.CreateAsync(
        call, LocationFields.Read, location => handler.HandleAsync(new CreateLocation(location), call.Command, call.Cancellation),
        created => Results.Json(LocationView.Of(created), CatalogueJson.Default.LocationView, statusCode: StatusCodes.Status201Created));
}

public sealed class PutLocation(HttpEdge edge, ChangeLocationHandler handler) : IHttpFunction
{
    public static Policy Policy => CatalogueCommands.Change;

    [Function("LocationsChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "locations/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PutLocation>(request, context, call => AnswerAsync(call, id));

    private Task<IResult> AnswerAsync(ApiCall call, string id) => CatalogueCommands.ChangeAsync(
        call, id, LocationFields.Read,
        (location, precondition) => handler.HandleAsync(new ChangeLocation(location, precondition), call.Command, call.Cancellation),
        GetLocation.Answer);
}
