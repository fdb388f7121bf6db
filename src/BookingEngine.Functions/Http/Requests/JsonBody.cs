using System.Text.Json;
using System.Text.Unicode;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>Reads a JSON body: one object in UTF-8, without duplicate members, at most 32 levels deep.</summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Returns either the fields of the body or a problem.</summary>
    public static async Task<(RequestFields? Fields, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!IsJson(request))
        {
            return (null, RequestProblems.MediaType("application/json in UTF-8"));
        }

        var (body, problem) = await BodyReader.ReadAsync(request, cancellation);
        if (body is null)
        {
            return (null, problem);
        }

        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        return Utf8.IsValid(bytes.Span) ? Parse(bytes) : (null, RequestProblems.MalformedJson("The body is not in UTF-8. Send JSON in UTF-8."));
    }

    private static (RequestFields?, Problem?) Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return (null, RequestProblems.MalformedJson("The body is empty. Send a JSON object."));
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            var root = document.RootElement;
            return root.ValueKind is JsonValueKind.Object
                ? (new RequestFields(root.Clone(), new FieldErrors(), ""), null)
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
