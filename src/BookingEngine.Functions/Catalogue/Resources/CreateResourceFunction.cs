using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Warnings;

namespace BookingEngine.Functions.Catalogue.Resources;

public sealed class CreateResourceFunction(HttpEdge edge, CreateResourceHandler handler, CatalogueWarnings warnings) : IHttpFunction
{
    public static string Name => "PostResource";

    public static Policy Policy { get; } = CatalogueCommands.Creation("PostResource");

    public static Operation Operation => ResourceOperations.Common.Create<ResourceRequest>(
        "Only administrators. Hours are local time at the location. An interval that ends before it starts ends on the next day.",
        ResourceOperations.Invalid);

    [Function("ResourcesCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "resources")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateResourceFunction>(request, context, AnswerAsync);

    private Task<IResult> AnswerAsync(ApiCall call) => CatalogueCommands.CreateAsync<ResourceRequest, Resource>(
        call, resource => warnings.OfAsync(resource, call.Now, call.Cancellation),
        resource => handler.HandleAsync(new CreateResource(resource), call.Command, call.Cancellation),
        (created, warned) => new CreatedAnswer<ResourceView>(
            $"/resources/{created.Id}", ResourceView.Of(created) with { Warnings = warned }, ResourcesJson.Default.ResourceView));
}
