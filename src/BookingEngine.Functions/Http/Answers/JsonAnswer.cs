using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>A 200 that writes its JSON without intermediate objects, for long and frequent answers. It sends a long answer in parts, so that no
/// answer needs more memory than one part. A failure before the first part is sent still gets an error answer.</summary>
public abstract class JsonAnswer : IResult
{
    /// <summary>The size at which a part is sent.</summary>
    public const int PartBytes = 64 * 1024;

    private const int MaximumSpareBytes = 2 * PartBytes;

    // HTML characters need no escapes: the answer is JSON, and `nosniff` keeps browsers from reading it as HTML.
    internal static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _spare;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        var ((buffer, json), isSent) = (_spare ?? Create(), false);
        _spare = null;
        foreach (var _ in Write(json))
        {
            if (buffer.WrittenCount + json.BytesPending >= PartBytes)
            {
                json.Flush();
                await response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
                buffer.ResetWrittenCount();
                isSent = true;
            }
        }

        json.Flush();
        if (!isSent)
        {
            response.ContentLength = buffer.WrittenCount;
        }

        await response.Body.WriteAsync(buffer.WrittenMemory, CancellationToken.None);
        if (buffer.Capacity <= MaximumSpareBytes)
        {
            buffer.ResetWrittenCount();
            json.Reset();
            _spare = (buffer, json);
        }
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) Create()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new Utf8JsonWriter(buffer, Plain));
    }

    /// <summary>Writes the answer. It yields after each of its many equal pieces, where a part may end.</summary>
    protected abstract IEnumerable<JsonPiece> Write(Utf8JsonWriter json);
}

/// <summary>A place between two pieces of an answer.</summary>
public readonly record struct JsonPiece;
