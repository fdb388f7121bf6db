using System.Text.Json.Nodes;
using BookingEngine.Functions.Http.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace BookingEngine.OpenApi;

/// <summary>The schema of all error answers. The production code writes the examples.</summary>
internal static class ProblemSchema
{
    public const string Name = "Problem";
    public const string CorrelationId = "0197a3c2b4d57f6e8a90b1c2d3e4f506";

    public static OpenApiSchema Of(ViewSchemas views) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "An error as problem details (RFC 9457). `code` is for programs, `detail` for people.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "correlation_id" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Always `about:blank`. `code` tells the errors apart."),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status.", Minimum = "400", Maximum = "599" },
            ["detail"] = Text("What is wrong and what to do, for people."),
            ["code"] = Text("What is wrong, for programs. A code never changes its meaning. New codes may be added."),
            ["correlation_id"] = Text("The id of the request. Name it when you report the error. It is also in the header `x-correlation-id`."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong with each field or parameter, by its name. Only with the codes `invalid_fields` and `unknown_field`.",
                AdditionalProperties = ListOf(new OpenApiSchema { Type = JsonSchemaType.String }, null),
            },
            ["bookings"] = ListOf(
                views.RefTo(typeof(BookedTimeView)),
                "The bookings that prevent it, the first 100 by start. Only with the code `resource_has_bookings`."),
            ["next_starts"] = ListOf(
                new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
                "The next free starts, at most three. Only with the code `slot_unavailable`."),
            ["reasons"] = ListOf(views.RefTo(typeof(SkippedTimeView)), "The times of the series that are not possible. Only with the code `series_unavailable`."),
            ["error"] = Text("The error code of RFC 6749. Only at `/auth/token` and `/auth/refresh`."),
        },
    };

    /// <summary>The problem's JSON.</summary>
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
