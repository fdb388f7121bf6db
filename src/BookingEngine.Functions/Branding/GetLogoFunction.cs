using BookingEngine.Branding.Logos;

namespace BookingEngine.Functions.Branding;

/// <summary>Serves a logo to pages and mails. They cannot send a key.</summary>
public sealed class GetLogoFunction(HttpEdge edge, LogoReader logos) : IHttpFunction
{
    public static string Name => "BrandLogo";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("BrandLogoGet")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "brand/logo/{hash}")] HttpRequest request, string hash, FunctionContext context) =>
        edge.RunAsync<GetLogoFunction>(request, context, call => AnswerAsync(call, hash));

    private async Task<IResult> AnswerAsync(ApiCall call, string hash) =>
        await logos.FindAsync(hash, call.Cancellation) is { } logo ? new LogoAnswer(hash, logo) : Problems.NotFound;

    /// <summary>Its address has its hash, so it never changes.</summary>
    private sealed class LogoAnswer(string hash, StoredLogo logo) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (request, response) = (httpContext.Request, httpContext.Response);
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            response.Headers.ETag = $"\"{hash}\"";
            response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin"; // mail programs and the tenant's own pages show it
            if (request.Headers.IfNoneMatch.Contains($"\"{hash}\""))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            var content = Convert.FromBase64String(logo.Content);
            response.ContentType = logo.MediaType;
            response.ContentLength = content.Length;
            if (!HttpMethods.IsHead(request.Method))
            {
                await response.BodyWriter.WriteAsync(content, httpContext.RequestAborted);
            }
        }
    }
}
