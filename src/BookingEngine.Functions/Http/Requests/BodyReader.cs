using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>Reads request bodies, and is the only code that does: the limit holds on both hosts, with or without a Content-Length.</summary>
public static class BodyReader
{
    /// <summary>The largest body that is accepted, in bytes.</summary>
    public const int MaximumBytes = 1_000_000;

    /// <summary>Reads the body into memory and makes it the request's, so that it can be read again. Stops reading at the limit.</summary>
    public static async Task<(MemoryStream? Body, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
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

        body.Position = 0;
        request.Body = body;
        return (body, null);
    }

    /// <summary>Completes the response and reads what the client still sends. The Functions host writes a request to its end before it looks
    /// at the answer, as many HTTP clients do; when the connection closes earlier, it answers 500 instead.</summary>
    public static async Task SkipRestAsync(HttpContext http, CancellationToken cancellation)
    {
        if (!MayBeUnread(http))
        {
            return;
        }

        try
        {
            await http.Response.CompleteAsync();
            await SkipAsync(http.Request, cancellation);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client left, or sends more than the server takes. It has its answer.
        }
    }

    /// <returns>False where the body is larger than the limit.</returns>
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

    // A client that expects 100 Continue and got its answer instead does not send the body.
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
