using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>A list, or a page of it, that is read and sent in parts. However long the list is, the answer needs the memory of a few entries.</summary>
/// <param name="member">The name of the list in the answer.</param>
/// <param name="entries">From the first one of the page, with its sort key. It may have more than the limit.</param>
/// <param name="limit">Null for all.</param>
/// <param name="cursorOf">The cursor for a sort key.</param>
public sealed class ListAnswer<T, TView>(
    string member, IAsyncEnumerable<(T Entry, string SortKey)> entries, int? limit, Func<T, TView> view, JsonTypeInfo<TView> shape,
    Func<string, string> cursorOf) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, buffer) = (httpContext.Response, new ArrayBufferWriter<byte>());
        response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray(member);
        var next = await WriteAsync(json, () => SendAsync(httpContext, json, buffer));
        json.WriteEndArray();
        json.WriteString("next_cursor"u8, next is null ? null : cursorOf(next));
        json.WriteEndObject();
        await json.FlushAsync();
        await response.Body.WriteAsync(buffer.WrittenMemory, CancellationToken.None);
    }

    /// <returns>The sort key of the last entry, if there are more. Else null.</returns>
    private async Task<string?> WriteAsync(Utf8JsonWriter json, Func<Task> sendAsync)
    {
        var (count, last) = (0, "");
        await foreach (var (entry, sortKey) in entries)
        {
            if (count++ == limit)
            {
                return last;
            }

            JsonSerializer.Serialize(json, view(entry), shape);
            last = sortKey;
            await sendAsync();
        }

        return null;
    }

    private static async Task SendAsync(HttpContext http, Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        if (buffer.WrittenCount + json.BytesPending < JsonAnswer.PartBytes)
        {
            return;
        }

        await json.FlushAsync(http.RequestAborted);
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
        buffer.ResetWrittenCount();
    }
}
