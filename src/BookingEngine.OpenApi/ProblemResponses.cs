using System.Globalization;
using BookingEngine.Functions.Http.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace BookingEngine.OpenApi;

/// <summary>The error answers of an operation: one per status, with an example per code.</summary>
internal sealed class ProblemResponses(OpenApiDocument document)
{
    /// <summary>The examples that several operations share.</summary>
    public static Dictionary<string, IOpenApiExample> Shared =>
        PolicyProblems.Shared.OrderBy(p => p.Code, StringComparer.Ordinal).ToDictionary(p => p.Code, ExampleOf);

    public IEnumerable<(string Status, OpenApiResponse Response)> Of(IEnumerable<Problem> problems) =>
        from problem in problems
        group problem by problem.Status into byStatus
        orderby byStatus.Key
        select (byStatus.Key.ToString(CultureInfo.InvariantCulture), Of([.. byStatus.OrderBy(p => p.Code, StringComparer.Ordinal)]));

    private OpenApiResponse Of(IReadOnlyList<Problem> problems) => new()
    {
        Description = $"{ReasonPhrases.GetReasonPhrase(problems[0].Status)}: {string.Join(", ", problems.Select(p => $"`{p.Code}`"))}",
        Headers = ResponseHeaders.RefsTo(
            document,
            [
                .. problems[0].Status == StatusCodes.Status429TooManyRequests ? ResponseHeaders.OfLimits : [],
                .. problems.Select(p => p.Header?.Name).OfType<string>().Distinct(),
            ]),
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            ["application/problem+json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(ProblemSchema.Name, document),
                Examples = problems.ToDictionary(
                    p => p.Code, p => PolicyProblems.Shared.Contains(p) ? new OpenApiExampleReference(p.Code, document) : ExampleOf(p)),
            },
        },
    };

    private static IOpenApiExample ExampleOf(Problem problem) => new OpenApiExample { Value = ProblemSchema.ExampleOf(problem) };
}
