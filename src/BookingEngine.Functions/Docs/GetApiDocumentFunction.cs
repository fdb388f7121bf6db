namespace BookingEngine.Functions.Docs;

public sealed class GetApiDocumentFunction(HttpEdge edge, TitledDocs docs) : IHttpFunction
{
    public static string Name => "OpenApiJson";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("DocsOpenApi")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GetApiDocumentFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call) => new DocsAnswer((await docs.OfAsync(call)).Document, DocsAnswer.Revalidate);
}
