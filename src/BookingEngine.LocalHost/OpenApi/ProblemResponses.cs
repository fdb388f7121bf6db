using System.Text.Json.Nodes;
using BookingEngine.Functions.Http.Answers;
using Microsoft.AspNetCore.WebUtilities;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The error answers of an operation: one for each status, with an example for each code.</summary>
public static class ProblemResponses
{
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Write(IEnumerable<Problem> problems) =>
        from problem in problems
        group problem by problem.Status into byStatus
        orderby byStatus.Key
        select KeyValuePair.Create<string, JsonNode?>($"{byStatus.Key}", Write([.. byStatus.OrderBy(p => p.Code, StringComparer.Ordinal)]));

    /// <summary>The examples that operations share.</summary>
    public static JsonObject WriteShared() => new(PolicyProblems.Shared.OrderBy(p => p.Code, StringComparer.Ordinal)
        .Select(p => KeyValuePair.Create<string, JsonNode?>(p.Code, WriteExample(p))));

    private static JsonObject Write(IReadOnlyList<Problem> problems) => new()
    {
        ["description"] = $"{ReasonPhrases.GetReasonPhrase(problems[0].Status)}: {string.Join(", ", problems.Select(p => $"`{p.Code}`"))}",
        ["headers"] = WriteHeaders(problems),
        ["content"] = new JsonObject
        {
            ["application/problem+json"] = new JsonObject
            {
                ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{ProblemSchema.Name}" },
                ["examples"] = new JsonObject(problems.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Code, RefOrExample(p)))),
            },
        },
    };

    private static JsonObject WriteHeaders(IReadOnlyList<Problem> problems) => ResponseHeaders.Write(
        [
            .. problems[0].Status == StatusCodes.Status429TooManyRequests ? ResponseHeaders.OfLimits : [],
            .. problems.Select(p => p.Header?.Name).OfType<string>().Distinct(),
        ]);

    private static JsonObject RefOrExample(Problem problem) => PolicyProblems.Shared.Contains(problem)
        ? new JsonObject { ["$ref"] = $"#/components/examples/{problem.Code}" }
        : WriteExample(problem);

    private static JsonObject WriteExample(Problem problem) => new() { ["value"] = ProblemSchema.ExampleOf(problem) };
}
