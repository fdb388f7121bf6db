using System.Buffers;
using BookingEngine.Bookings.Lists;

namespace BookingEngine.Functions.Bookings.Lists;

/// <summary>Sends all the caller's bookings, a part at a time, each from the stored JSON. A booking that moves meanwhile is sent once.</summary>
/// <param name="first">The first part.</param>
internal sealed class WholeBookingList(ListBookingsHandler handler, ListBookings query, BookingPage first) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, aborted) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "application/json; charset=utf-8";
        HashSet<string> sent = new(StringComparer.Ordinal);
        response.BodyWriter.Write("{\"bookings\":["u8);
        for (var part = first; part is not null; part = await NextAsync(part, aborted))
        {
            Write(response.BodyWriter, part.Listed, sent);
            await response.BodyWriter.FlushAsync(aborted);
        }

        response.BodyWriter.Write("]}"u8);
        await response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    private static void Write(IBufferWriter<byte> body, IEnumerable<ListedBooking> part, HashSet<string> sent)
    {
        foreach (var booking in part)
        {
            var isFirst = sent.Count == 0;
            if (sent.Add(booking.DocumentId))
            {
                body.Write(isFirst ? [] : ","u8);
                body.Write(booking.Json.Span);
            }
        }
    }

    /// <summary>Null after the last part.</summary>
    private async Task<BookingPage?> NextAsync(BookingPage part, CancellationToken aborted) =>
        part.Next is not { } after ? null
        : (await handler.HandleAsync(query with { After = after }, aborted)).IsRefused(out _, out var next) ? null
        : next;
}
