using System.Buffers;
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
        response.ContentLength = Start.Length + bookings.Sum(json => json.Length) + Math.Max(0, bookings.Count - 1) + end.Length;
        Write(response.BodyWriter, bookings, end);
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

    private static void Write(IBufferWriter<byte> body, IReadOnlyList<ReadOnlyMemory<byte>> bookings, ReadOnlyMemory<byte> end)
    {
        body.Write(Start);
        foreach (var (index, json) in bookings.Index())
        {
            if (index > 0)
            {
                body.Write(","u8);
            }

            body.Write(json.Span);
        }

        body.Write(end.Span);
    }
}
