using BookingEngine.Catalogue.Services;
using BookingEngine.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue;

public sealed class PostService(HttpEdge edge, CreateServiceHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = CatalogueCommands.Creation("PostService");

    [Function("ServicesCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "services")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<PostService>(request, context, AnswerAsync);

    private Task<IResult> AnswerAsync(ApiCall call) => CatalogueCommands.CreateAsync(
        call, ServiceFields.Read, service => handler.HandleAsync(new CreateService(service), call.Command, call.Cancellation),
        created => Results.Json(ServiceView.Of(created), CatalogueJson.Default.ServiceView, statusCode: StatusCodes.Status201Created));
}

public sealed class PutService(HttpEdge edge, ChangeServiceHandler handler) : IHttpFunction
{
    public static Policy Policy => CatalogueCommands.Change;

    [Function("ServicesChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "services/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<PutService>(request, context, call => AnswerAsync(call, id));

    private Task<IResult> AnswerAsync(ApiCall call, string id) => CatalogueCommands.ChangeAsync(
        call, id, ServiceFields.Read,
        (service, precondition) => handler.HandleAsync(new ChangeService(service, precondition), call.Command, call.Cancellation),
        GetService.Answer);
}
