using Microsoft.Net.Http.Headers;

namespace BookingEngine.Functions.Docs;

/// <summary>Answers with a documentation file: compressed if the client accepts gzip, and 304 if the client has it.</summary>
/// <param name="ContentSecurityPolicy">The policy of a page. Null keeps the default policy, which allows nothing.</param>
public sealed record DocsAnswer(DocsFile File, string CacheControl, string? ContentSecurityPolicy = null) : IResult
{
    /// <summary>For a file whose URL has its hash.</summary>
    public const string Forever = "public, max-age=31536000, immutable";

    /// <summary>For a file that the next release may change: cached, but validated each time.</summary>
    public const string Revalidate = "public, no-cache";

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
        headers.CacheControl = CacheControl;
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (ContentSecurityPolicy is not null)
        {
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality is null or > 0);

    private static bool Has(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(cached => cached.Equals(EntityTagHeaderValue.Any) || cached.Compare(tag, useStrongComparison: false));
}
