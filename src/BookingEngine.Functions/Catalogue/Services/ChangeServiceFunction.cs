using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Services;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Requests;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Catalogue.Services;

public sealed class ChangeServiceFunction(HttpEdge edge, ChangeServiceHandler handler) : IHttpFunction
{
    public static string Name => "PutService";

    public static Policy Policy => CatalogueCommands.Change;

    [Function("ServicesChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "services/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ChangeServiceFunction>(request, context, call => AnswerAsync(call, id));

    private Task<IResult> AnswerAsync(ApiCall call, string id) => CatalogueCommands.ChangeAsync<ServiceRequest, Service>(
        call, id, (service, precondition) => handler.HandleAsync(new ChangeService(service, precondition), call.Command, call.Cancellation),
        GetServiceFunction.Answer);
}
