namespace BookingEngine.Functions.Docs;

public sealed class GetDocsAssetFunction(HttpEdge edge) : IHttpFunction
{
    public static string Name => "DocsAsset";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("DocsAsset")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs/assets/{name}")] HttpRequest request,
        string name,
        FunctionContext context) =>
        edge.RunAsync<GetDocsAssetFunction>(request, context, _ => Task.FromResult(Answer(name)));

    private static IResult Answer(string name) => DocsAssets.Find(name) is { } file
        ? new DocsAnswer(file, DocsAnswer.Forever)
        : Problems.NotFound;
}
