using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>The only code that reads request bodies. It enforces the size limit in both hosts, with or without a Content-Length.</summary>
public static class BodyReader
{
    /// <summary>The size limit of a body.</summary>
    public const int MaximumBytes = 1_000_000;

    /// <summary>Reads the body into memory, up to the limit. The buffer replaces the request's body, so that it can be read again.</summary>
    public static Task<(MemoryStream? Body, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        BodyFailures.TryAsync(() => BufferAsync(request, cancellation), RequestProblems.Unreadable);

    /// <summary>Completes the response and reads the rest of the body. The Functions host, like many HTTP clients, sends the whole request
    /// before it reads the answer. If the connection closes earlier, it answers 500.</summary>
    public static Task SkipRestAsync(HttpContext http, CancellationToken cancellation) => !MayBeUnread(http) ? Task.CompletedTask
        : BodyFailures.IgnoreAsync(async () =>
        {
            await http.Response.CompleteAsync();
            await SkipAsync(http.Request, cancellation);
        });

    private static async Task<(MemoryStream? Body, Problem? Problem)> BufferAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.Body is MemoryStream buffered)
        {
            return (buffered, null);
        }

        if (request.ContentLength > MaximumBytes)
        {
            return (null, RequestProblems.BodyTooLarge);
        }

        var body = new MemoryStream((int)(request.ContentLength ?? 0));
        if (!await CopyAsync(request, body, cancellation))
        {
            return (null, RequestProblems.BodyTooLarge);
        }

        if (body.Length > 0 && IsCoded(request))
        {
            return (null, RequestProblems.ContentCoding);
        }

        body.Position = 0;
        request.Body = body;
        return (body, null);
    }

    private static bool IsCoded(HttpRequest request) =>
        request.Headers.ContentEncoding is { Count: > 0 } codings && !codings.ToString().Trim().Equals("identity", StringComparison.OrdinalIgnoreCase);

    /// <returns>False if the body exceeds the limit.</returns>
    private static async Task<bool> CopyAsync(HttpRequest request, MemoryStream body, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            var fits = body.Length + read.Buffer.Length <= MaximumBytes;
            if (fits)
            {
                Append(body, read.Buffer);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || !fits)
            {
                return fits;
            }
        }
    }

    private static void Append(MemoryStream body, ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            body.Write(segment.Span);
        }
    }

    // A client that expects 100 Continue, but got the answer instead, does not send the body.
    private static bool MayBeUnread(HttpContext http) =>
        http.Request.Body is not MemoryStream
        && http.Request.Headers.Expect.Count == 0
        && http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    private static async Task SkipAsync(HttpRequest request, CancellationToken cancellation)
    {
        for (var isCompleted = false; !isCompleted;)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            isCompleted = read.IsCompleted;
            request.BodyReader.AdvanceTo(read.Buffer.End);
        }
    }
}
