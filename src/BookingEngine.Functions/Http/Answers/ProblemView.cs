using System.Text.Json.Serialization;
using BookingEngine.Times;
using Microsoft.AspNetCore.WebUtilities;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>The JSON of a problem.</summary>
internal sealed record ProblemView(
    string Type, string Title, int Status, string Detail, string Code, string CorrelationId, string? Error,
    IReadOnlyDictionary<string, List<string>>? Errors, IReadOnlyList<BookedTimeView>? Bookings, IReadOnlyList<string>? NextStarts,
    IReadOnlyList<SkippedTimeView>? Reasons)
{
    public static ProblemView Of(Problem problem, string correlationId) => new(
        "about:blank", ReasonPhrases.GetReasonPhrase(problem.Status), problem.Status, problem.Detail, problem.Code, correlationId, problem.Error,
        problem.Errors, problem.Bookings.Count > 0 ? [.. problem.Bookings.Select(BookedTimeView.Of)] : null,
        problem.NextStarts?.Select(Rfc3339.Format).ToList(), problem.Reasons?.Select(SkippedTimeView.Of).ToList());
}

[JsonSerializable(typeof(ProblemView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ProblemJson : JsonSerializerContext;
