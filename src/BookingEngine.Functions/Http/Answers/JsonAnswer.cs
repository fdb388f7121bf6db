using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>A 200 that writes its JSON without intermediate objects, for long and frequent answers. It buffers the whole body, so that a
/// failure while writing still gets an error answer.</summary>
public abstract class JsonAnswer : IResult
{
    private const int MaximumSpareBytes = 64 * 1024;

    // HTML characters need no escapes: the answer is JSON, and `nosniff` keeps browsers from reading it as HTML.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _spare;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = _spare ?? new ArrayBufferWriter<byte>();
        _spare = null;
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            Write(json);
        }

        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = buffer.WrittenCount;
        await httpContext.Response.Body.WriteAsync(buffer.WrittenMemory, CancellationToken.None);
        if (buffer.Capacity <= MaximumSpareBytes)
        {
            buffer.ResetWrittenCount();
            _spare = buffer;
        }
    }

    protected abstract void Write(Utf8JsonWriter json);
}
