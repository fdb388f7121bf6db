using System.Text.Json;

namespace BookingEngine.Functions.Bookings.Lists;

/// <summary>Sends the JSON of a <see cref="BookingPageView"/>, or of a <see cref="BookingListView"/> if it is no page, from the stored JSON of
/// its bookings.</summary>
internal sealed class BookingListAnswer(IReadOnlyList<ReadOnlyMemory<byte>> bookings, string? next, bool isPage) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var end = End();
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        var length = Start.Length + bookings.Sum(json => json.Length) + Math.Max(0, bookings.Count - 1) + end.Length;
        response.ContentLength = length;
        Write(response.BodyWriter.GetSpan(length), end.Span);
        response.BodyWriter.Advance(length);
        await response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    private static ReadOnlySpan<byte> Start => "{\"bookings\":["u8;

    private ReadOnlyMemory<byte> End()
    {
        return (isPage, next) switch
        {
            (false, _) => "]}"u8.ToArray(),
            (_, null) => "],\"next_cursor\":null}"u8.ToArray(),
            _ => (byte[])[.. "],\"next_cursor\":\""u8, .. JsonEncodedText.Encode(next).EncodedUtf8Bytes, .. "\"}"u8],
        };
    }

    private void Write(Span<byte> body, ReadOnlySpan<byte> end)
    {
        Add(ref body, Start);
        for (var i = 0; i < bookings.Count; i++)
        {
            Add(ref body, i > 0 ? ","u8 : []);
            Add(ref body, bookings[i].Span);
        }

        Add(ref body, end);
    }

    private static void Add(ref Span<byte> body, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(body);
        body = body[bytes.Length..];
    }
}
