using System.Text.Json;
using System.Text.Unicode;
using BookingEngine.Functions.Http.Requests.Texts;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>Reads a JSON body: one object in UTF-8, without duplicate members, at most 32 levels deep. A byte order mark before it is
/// skipped.</summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>Returns either the object or a problem.</summary>
    public static async Task<(JsonElement? Members, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!IsJson(request))
        {
            return (null, RequestProblems.MediaType("application/json in UTF-8"));
        }

        var (body, problem) = await BodyReader.ReadAsync(request, cancellation);
        return body is null ? (null, problem) : Parse(BytesOf(body));
    }

    /// <summary>The same for a body that may be absent. An empty body and <c>{}</c> of any media type are an object without members.</summary>
    public static async Task<(JsonElement? Members, Problem? Problem)> ReadOptionalAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (body, problem) = await BodyReader.ReadAsync(request, cancellation);
        return body is null ? (null, problem)
            : IsNothing(BytesOf(body).Span) ? (Nothing, null)
            : await ReadAsync(request, cancellation);
    }

    private static ReadOnlyMemory<byte> BytesOf(MemoryStream body) => ByteOrderMark.Skip(body.GetBuffer().AsMemory(0, (int)body.Length));

    private static bool IsNothing(ReadOnlySpan<byte> json) =>
        json.Trim(" \t\r\n"u8) is var text && (text.IsEmpty || text is [(byte)'{', .. var members, (byte)'}'] && members.Trim(" \t\r\n"u8).IsEmpty);

    private static (JsonElement?, Problem?) Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return (null, RequestProblems.MalformedJson("The body is empty. Send a JSON object."));
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            return (null, RequestProblems.MalformedJson("The body is not in UTF-8. Send JSON in UTF-8."));
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            var root = document.RootElement;
            return root.ValueKind is JsonValueKind.Object
                ? (root.Clone(), null)
                : (null, RequestProblems.InvalidFields(new Dictionary<string, List<string>> { ["body"] = ["must be a JSON object"] }));
        }
        catch (JsonException e)
        {
            return (null, RequestProblems.MalformedJson(Explain(e)));
        }
        catch (InvalidOperationException)
        {
            // The parser throws this for a name with half a surrogate pair, while it looks for duplicates.
            return (null, RequestProblems.MalformedJson("The body has a member name with half a surrogate pair. Send valid Unicode."));
        }
    }

    // The parser's own message quotes the body. The position is more useful to a client.
    private static string Explain(JsonException e) => e.LineNumber is { } line && e.BytePositionInLine is { } position
        ? $"The body is not valid JSON at line {line + 1}, byte {position + 1}."
        : "The body is not valid JSON, or has a member twice.";

    private static bool IsJson(HttpRequest request)
    {
        if (request.ContentType is null)
        {
            return true;
        }

        return Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
    }
}
