using BookingEngine.Functions.Docs;

namespace BookingEngine.Functions.Pages.Embed;

/// <summary>The script with which a business shows the booking page on its own site.</summary>
public sealed class EmbedScriptFunction(HttpEdge edge) : IHttpFunction
{
    private static readonly Lazy<DocsFile> File = new(() => DocsFile.Of("embed.js", EmbeddedFiles.Bytes(typeof(EmbedScriptFunction), "pages/embed.js"), "text/javascript; charset=utf-8"));

    public static string Name => "EmbedScript";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageEmbed")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "embed.js")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<EmbedScriptFunction>(request, context, call =>
        {
            call.Request.HttpContext.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin"; // it is for other sites
            return Task.FromResult<IResult>(new DocsAnswer(File.Value, DocsAnswer.Revalidate));
        });
}
