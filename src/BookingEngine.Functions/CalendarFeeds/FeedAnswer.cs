using System.IO.Compression;
using BookingEngine.CalendarFeeds;
using Microsoft.Net.Http.Headers;

namespace BookingEngine.Functions.CalendarFeeds;

/// <summary>A feed, or that it is still the same.</summary>
internal sealed class FeedAnswer(FeedContent feed) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var isGzip = request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality is not 0);
        var tag = new EntityTagHeaderValue(isGzip ? $"\"{feed.Hash}-gzip\"" : $"\"{feed.Hash}\"");
        var headers = response.GetTypedHeaders();
        headers.ETag = tag;
        headers.LastModified = feed.ChangedAt.ToDateTimeOffset();
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers["X-Robots-Tag"] = "noindex";
        if (IsKnown(request.GetTypedHeaders()))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var content = isGzip ? Compress(feed.Text) : feed.Text;
        response.ContentType = "text/calendar; charset=utf-8";
        response.ContentLength = content.Length;
        if (isGzip)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await response.BodyWriter.WriteAsync(content, httpContext.RequestAborted);
        }
    }

    // The time counts only without a tag (RFC 9110, 13.1.3). It has whole seconds.
    private bool IsKnown(Microsoft.AspNetCore.Http.Headers.RequestHeaders sent) => sent.IfNoneMatch.Count > 0
        ? sent.IfNoneMatch.Any(known => known.Tag == "*" || known.Tag.Value!.Trim('"') is var text && (text == feed.Hash || text == $"{feed.Hash}-gzip"))
        : sent.IfModifiedSince is { } since && feed.ChangedAt.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();

    private static byte[] Compress(byte[] text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        return compressed.ToArray();
    }
}
