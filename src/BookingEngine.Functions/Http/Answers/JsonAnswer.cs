using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>A 200 that writes its own JSON, for what is long and asked for often: nothing is made of it but its bytes. The first is sent when all
/// are there, so that a failure while they are written is answered as one.</summary>
public abstract class JsonAnswer : IResult
{
    private const int KeptAtMost = 64 * 1024;

    // What HTML would have escaped need not be: the answer is JSON, and no browser may take it for anything else.
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
        if (buffer.Capacity <= KeptAtMost)
        {
            buffer.ResetWrittenCount();
            _spare = buffer;
        }
    }

    protected abstract void Write(Utf8JsonWriter json);
}
