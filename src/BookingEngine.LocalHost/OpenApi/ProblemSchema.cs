using System.Text.Json.Nodes;
using BookingEngine.Functions.Catalogue.Resources;
using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The shape of every error answer, and examples of it that the answering code itself writes.</summary>
public static class ProblemSchema
{
    public const string Name = "Problem";
    public const string CorrelationId = "0197a3c2b4d57f6e8a90b1c2d3e4f506";

    public static JsonObject Write() => new()
    {
        ["type"] = "object",
        ["description"] = "An error, as problem details (RFC 9457). `code` is stable and says what went wrong; `detail` is for people.",
        ["required"] = new JsonArray("type", "title", "status", "detail", "code", "correlation_id"),
        ["properties"] = new JsonObject
        {
            ["type"] = Text("Always `about:blank`: `code` tells the errors apart."),
            ["title"] = Text("The status in words."),
            ["status"] = new JsonObject { ["type"] = "integer", ["description"] = "The status of the answer.", ["minimum"] = 400, ["maximum"] = 599 },
            ["detail"] = Text("What went wrong and what to do about it, for people."),
            ["code"] = Text("What went wrong, for programs. Codes never change their meaning; new ones may come."),
            ["correlation_id"] = Text("The id to name when reporting the error; the answer's header `x-correlation-id` has it, too."),
            ["errors"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "What is wrong with each field or parameter, by its name. With the code `invalid_fields` alone.",
                ["additionalProperties"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
            },
            ["bookings"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "The bookings that stand in the way, the first 100 by their start. With the code `resource_has_bookings` alone.",
                ["items"] = ViewSchemas.RefTo(typeof(BookedTimeView)),
            },
            ["next_starts"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "The next free starts, three at most. With the code `slot_unavailable` alone.",
                ["items"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            },
            ["error"] = Text("What RFC 6749 calls the error. At the token endpoint alone."),
        },
    };

    /// <summary>The body that the problem is answered with.</summary>
    public static JsonNode ExampleOf(Problem problem)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        http.Response.Headers[Correlation.Header] = CorrelationId;
        problem.ExecuteAsync(http).GetAwaiter().GetResult();
        http.Response.BodyWriter.FlushAsync().AsTask().GetAwaiter().GetResult();
        return JsonNode.Parse(body.ToArray())!;
    }

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
}
