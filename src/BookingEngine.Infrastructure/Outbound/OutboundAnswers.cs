using BookingEngine.Outbound;

namespace BookingEngine.Infrastructure.Outbound;

internal static class OutboundAnswers
{
    private const int ChunkSize = 16_384;

    /// <summary>Reads no more of the body than the maximum. The rest is left on the connection, which then ends.</summary>
    public static async Task<OutboundAnswer> ReadAsync(HttpResponseMessage response, int maximum, CancellationToken cancellation)
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[Math.Min(ChunkSize, maximum + 1)];
        while (body.Length <= maximum && await content.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            body.Write(buffer, 0, read);
        }

        var isCut = body.Length > maximum;
        body.SetLength(Math.Min(body.Length, maximum));
        return new OutboundAnswer((int)response.StatusCode, HeadersOf(response), body.ToArray(), isCut);
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            headers[name] = string.Join(", ", values);
        }

        return headers;
    }
}
