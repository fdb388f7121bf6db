namespace BookingEngine.Functions.Docs;

public sealed class ShowDocsFunction(HttpEdge edge, TitledDocs docs) : IHttpFunction
{
    public static string Name => "DocsPage";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("Docs")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ShowDocsFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call) => new DocsAnswer((await docs.OfAsync(call)).Docs, DocsAnswer.Revalidate, DocsPages.DocsPolicy);
}
