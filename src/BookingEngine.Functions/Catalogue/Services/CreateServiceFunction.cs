using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Services;
using BookingEngine.Catalogue.Warnings;

namespace BookingEngine.Functions.Catalogue.Services;

public sealed class CreateServiceFunction(HttpEdge edge, CreateServiceHandler handler, CatalogueCache cache, CatalogueWarnings warnings) : IHttpFunction
{
    public static string Name => "PostService";

    public static Policy Policy { get; } = CatalogueCommands.Creation("PostService");

    public static Operation Operation => ServiceOperations.Common.Create<ServiceRequest>(
        "Only administrators. Durations are whole minutes.", ServiceOperations.Invalid);

    [Function("ServicesCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "services")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateServiceFunction>(request, context, AnswerAsync);

    private Task<IResult> AnswerAsync(ApiCall call) => CatalogueCommands.CreateAsync<ServiceRequest, Service>(
        call, service => warnings.OfAsync(service, call.Now, call.Cancellation),
        service => ServiceOperations.CompleteAsync(handler.HandleAsync(new CreateService(service), call.Command, call.Cancellation), cache, call.Cancellation),
        (created, warned) => new CreatedAnswer<ServiceView>(
            $"/services/{created.Id}", ServiceView.Of(created) with { Warnings = warned }, ServicesJson.Default.ServiceView),
        NeedFields.RequireResources);
}
