using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.Functions.Http.Operations;
using Microsoft.OpenApi;

namespace BookingEngine.OpenApi;

/// <summary>The headers of answers.</summary>
internal static class ResponseHeaders
{
    private static readonly Dictionary<string, (string Description, string Example)> Known = new()
    {
        [Correlation.Header] = ("The id of the request in the logs: the one that it sent, or a generated one.", ProblemSchema.CorrelationId),
        ["ETag"] = ("The version of the object. Send it as `If-Match` with a change.", "\"3\""),
        ["Location"] = ("The path of the new object.", "/bookings/0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f506"),
        [CsvAnswer.NextCursor] = ("The cursor of the table's next page. Send it as `cursor`. Omitted on the last page, and for JSON.", Samples.Cursor),
        [ReplayedAnswer.Header] = ("`true` if this is the answer to an earlier request with the same `Idempotency-Key`.", "true"),
        ["RateLimit"] = ("What is left of the limit: `r` requests for `t` seconds.", "\"book\";r=19;t=3600"),
        ["RateLimit-Policy"] = ("The limit: `q` requests in a window of `w` seconds.", "\"book\";q=20;w=3600"),
        ["Retry-After"] = ("After how many seconds to try again.", "5"),
        ["WWW-Authenticate"] = ("How to authenticate.", "Bearer"),
    };

    public static IReadOnlyList<string> OfLimits { get; } = ["RateLimit", "RateLimit-Policy"];

    public static IReadOnlyList<string> OfReplays { get; } = [ReplayedAnswer.Header];

    public static Dictionary<string, IOpenApiHeader> All => Known.ToDictionary(header => header.Key, IOpenApiHeader (header) => new OpenApiHeader
    {
        Description = header.Value.Description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = header.Value.Example,
    });

    /// <summary>The given headers, and the correlation id that every answer has.</summary>
    public static Dictionary<string, IOpenApiHeader> RefsTo(OpenApiDocument document, params IEnumerable<string> names) => names.Prepend(Correlation.Header)
        .ToDictionary(name => name, IOpenApiHeader (name) => Known.ContainsKey(name)
            ? new OpenApiHeaderReference(name, document)
            : throw new InvalidOperationException($"The header {name} is not described."));
}
