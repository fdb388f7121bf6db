using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Services;
using BookingEngine.Catalogue.Warnings;

namespace BookingEngine.Functions.Catalogue.Services;

public sealed class ChangeServiceFunction(HttpEdge edge, ChangeServiceHandler handler, CatalogueCache cache, CatalogueWarnings warnings) : IHttpFunction
{
    public static string Name => "PutService";

    public static Policy Policy => CatalogueCommands.Change;

    public static Operation Operation => ServiceOperations.Common.Change<ServiceRequest>(
        "Change or retire a service",
        "Only administrators. Replaces the whole service. With `active` false, it is retired. Existing bookings keep their terms.",
        ServiceView.Example with { Warnings = WarningView.Example }, ServiceOperations.Invalid);

    [Function("ServicesChange")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "services/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<ChangeServiceFunction>(request, context, call => AnswerAsync(call, id));

    private Task<IResult> AnswerAsync(ApiCall call, string id) => CatalogueCommands.ChangeAsync<ServiceRequest, Service>(
        call, id, service => warnings.OfAsync(service, call.Now, call.Cancellation),
        (service, precondition) => ServiceOperations.CompleteAsync(
            handler.HandleAsync(new ChangeService(service, precondition), call.Command, call.Cancellation), cache, call.Cancellation),
        (changed, warned) => Results.Json(ServiceView.Of(changed) with { Warnings = warned }, ServicesJson.Default.ServiceView), NeedFields.RequireResources);
}
