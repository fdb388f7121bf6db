using System.Text.Json.Nodes;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Idempotency;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The headers that answers carry, each described once.</summary>
public static class ResponseHeaders
{
    private static readonly Dictionary<string, (string Description, string Example)> Known = new()
    {
        [Correlation.Header] = ("Joins the answer with what is logged about it: the request's own, where it sent one.", ProblemSchema.CorrelationId),
        ["ETag"] = ("The version of the object: send it as `If-Match` with a change.", "\"3\""),
        [CsvAnswer.NextCursor] = ("Where a table goes on: send it as `cursor`. Left out at the end, and of JSON.", Samples.Cursor),
        [ReplayedAnswer.Header] = ("`true` where this is the answer to an earlier request with the same `Idempotency-Key`.", "true"),
        ["RateLimit"] = ("How the limit stands: `r` requests are left, for `t` seconds.", "\"book\";r=19;t=3600"),
        ["RateLimit-Policy"] = ("The limit: `q` requests in a window of `w` seconds.", "\"book\";q=20;w=3600"),
        ["Retry-After"] = ("In how many seconds to try again.", "5"),
        ["WWW-Authenticate"] = ("How to authenticate.", "Bearer"),
    };

    public static JsonObject WriteShared() => new(Known.Select(h => KeyValuePair.Create<string, JsonNode?>(h.Key, new JsonObject
    {
        ["description"] = h.Value.Description,
        ["schema"] = new JsonObject { ["type"] = "string" },
        ["example"] = h.Value.Example,
    })));

    public static IReadOnlyList<string> OfLimits { get; } = ["RateLimit", "RateLimit-Policy"];

    public static IReadOnlyList<string> OfReplays { get; } = [ReplayedAnswer.Header];

    /// <summary>These, and the one that every answer has.</summary>
    public static JsonObject Write(params IEnumerable<string> names) =>
        new(names.Prepend(Correlation.Header).Select(name => KeyValuePair.Create<string, JsonNode?>(name, RefTo(name))));

    private static JsonObject RefTo(string header) => Known.ContainsKey(header)
        ? new JsonObject { ["$ref"] = $"#/components/headers/{header}" }
        : throw new InvalidOperationException($"The header {header} is not described.");
}
