namespace BookingEngine.Functions.Docs;

public sealed class GetApiDocumentFunction(HttpEdge edge) : IHttpFunction
{
    public static string Name => "OpenApiJson";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("DocsOpenApi")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetApiDocumentFunction>(request, context, _ => Task.FromResult<IResult>(
            new DocsAnswer(ApiDocument.File, DocsAnswer.Revalidate)));
}
