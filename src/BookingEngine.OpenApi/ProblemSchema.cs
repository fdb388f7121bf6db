using System.Text.Json.Nodes;
using BookingEngine.Functions.Http.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace BookingEngine.OpenApi;

/// <summary>The shape of every error answer, and examples of it that the answering code itself writes.</summary>
internal static class ProblemSchema
{
    public const string Name = "Problem";
    public const string CorrelationId = "0197a3c2b4d57f6e8a90b1c2d3e4f506";

    public static OpenApiSchema Of(ViewSchemas views) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "An error, as problem details (RFC 9457). `code` is stable and says what went wrong; `detail` is for people.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "correlation_id" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Always `about:blank`: `code` tells the errors apart."),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The status of the answer.", Minimum = "400", Maximum = "599" },
            ["detail"] = Text("What went wrong and what to do about it, for people."),
            ["code"] = Text("What went wrong, for programs. Codes never change their meaning; new ones may come."),
            ["correlation_id"] = Text("The id to name when reporting the error; the answer's header `x-correlation-id` has it, too."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong with each field or parameter, by its name. With the code `invalid_fields` alone.",
                AdditionalProperties = ListOf(new OpenApiSchema { Type = JsonSchemaType.String }, null),
            },
            ["bookings"] = ListOf(
                views.RefTo(typeof(BookedTimeView)),
                "The bookings that prevent it, the first 100 by their start. With the code `resource_has_bookings` alone."),
            ["next_starts"] = ListOf(
                new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
                "The next free starts, three at most. With the code `slot_unavailable` alone."),
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

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema ListOf(IOpenApiSchema items, string? description) =>
        new() { Type = JsonSchemaType.Array, Description = description, Items = items };
}
