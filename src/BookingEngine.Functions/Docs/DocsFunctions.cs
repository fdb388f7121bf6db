using BookingEngine.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Docs;

public sealed class DocsPage(HttpEdge edge) : IHttpFunction
{
    public static Policy Policy => Policy.Open;

    [Function("Docs")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<DocsPage>(request, context, _ => Task.FromResult<IResult>(
            new DocsAnswer(DocsPages.Docs, DocsAnswer.Revalidate, DocsPages.DocsPolicy)));
}

public sealed class RedocPage(HttpEdge edge) : IHttpFunction
{
    public static Policy Policy => Policy.Open;

    [Function("DocsRedoc")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "redoc")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RedocPage>(request, context, _ => Task.FromResult<IResult>(
            new DocsAnswer(DocsPages.Redoc, DocsAnswer.Revalidate, DocsPages.RedocPolicy)));
}

public sealed class OpenApiJson(HttpEdge edge) : IHttpFunction
{
    public static Policy Policy => Policy.Open;

    [Function("DocsOpenApi")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<OpenApiJson>(request, context, _ => Task.FromResult<IResult>(
            new DocsAnswer(ApiDocument.File, DocsAnswer.Revalidate)));
}

public sealed class DocsAsset(HttpEdge edge) : IHttpFunction
{
    public static Policy Policy => Policy.Open;

    [Function("DocsAsset")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs/assets/{name}")] HttpRequest request,
        string name,
        FunctionContext context) =>
        edge.RunAsync<DocsAsset>(request, context, _ => Task.FromResult(Answer(name)));

    private static IResult Answer(string name) => DocsAssets.Find(name) is { } file
        ? new DocsAnswer(file, DocsAnswer.Forever)
        : Problems.NotFound;
}
