namespace BookingEngine.Functions.Docs;

public sealed class ShowRedocFunction(HttpEdge edge, TitledDocs docs) : IHttpFunction
{
    public static string Name => "RedocPage";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("DocsRedoc")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "redoc")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ShowRedocFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call) => new DocsAnswer((await docs.OfAsync(call)).Redoc, DocsAnswer.Revalidate, DocsPages.RedocPolicy);
}
