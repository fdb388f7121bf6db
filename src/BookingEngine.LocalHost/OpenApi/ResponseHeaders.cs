using System.Text.Json.Nodes;
using BookingEngine.Functions.Http;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The headers that answers carry, each described once.</summary>
public static class ResponseHeaders
{
    private static readonly Dictionary<string, (string Description, string Example)> Known = new()
    {
        [Correlation.Header] = ("Joins the answer with what is logged about it: the request's own, where it sent one.", ProblemSchema.CorrelationId),
        ["Retry-After"] = ("In how many seconds to try again.", "5"),
        ["WWW-Authenticate"] = ("How to authenticate.", "Bearer"),
    };

    public static JsonObject WriteShared() => new(Known.Select(h => KeyValuePair.Create<string, JsonNode?>(h.Key, new JsonObject
    {
        ["description"] = h.Value.Description,
        ["schema"] = new JsonObject { ["type"] = "string" },
        ["example"] = h.Value.Example,
    })));

    /// <summary>Those that every answer has.</summary>
    public static JsonObject WriteAll() => new() { [Correlation.Header] = RefTo(Correlation.Header) };

    public static JsonObject RefTo(string header) => Known.ContainsKey(header)
        ? new JsonObject { ["$ref"] = $"#/components/headers/{header}" }
        : throw new InvalidOperationException($"The header {header} is not described.");
}
