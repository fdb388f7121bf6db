using Microsoft.Net.Http.Headers;

namespace BookingEngine.Functions.Docs;

/// <summary>Answers with a file of the documentation: compressed where the client takes that, not again where it has it.</summary>
/// <param name="CacheControl">How long a client may keep it.</param>
public sealed record DocsAnswer(DocsFile File, string CacheControl, string ContentSecurityPolicy) : IResult
{
    /// <summary>For a file whose address holds its hash.</summary>
    public const string Forever = "public, max-age=31536000, immutable";

    /// <summary>For a file that the next release may change: kept, but asked for.</summary>
    public const string Revalidate = "public, no-cache";

    /// <summary>For what is no page: nothing may run or load where it is shown by itself.</summary>
    public const string NothingAllowed = "default-src 'none'; frame-ancestors 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var compressed = TakesGzip(request);
        var tag = new EntityTagHeaderValue(compressed ? $"\"{File.Hash}-gz\"" : $"\"{File.Hash}\"");
        SetHeaders(response.Headers, tag);
        if (Has(request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var body = compressed ? File.Gzip : DocsFile.Decompress(File.Gzip);
        response.ContentType = File.ContentType;
        response.ContentLength = body.Length;
        if (compressed)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
        }
    }

    private void SetHeaders(IHeaderDictionary headers, EntityTagHeaderValue tag)
    {
        headers.ETag = tag.ToString();
        headers.Vary = "Accept-Encoding";
        headers.CacheControl = CacheControl;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality is null or > 0);

    private static bool Has(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(held => held.Equals(EntityTagHeaderValue.Any) || held.Compare(tag, useStrongComparison: false));
}
