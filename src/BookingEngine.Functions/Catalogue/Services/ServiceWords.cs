using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Services;

/// <summary>The JSON names of enum values.</summary>
internal static class ServiceWords
{
    public static IReadOnlyDictionary<string, Assignment> Assignments { get; } = new Dictionary<string, Assignment>
    {
        ["first_available"] = Assignment.FirstAvailable,
        ["round_robin"] = Assignment.RoundRobin,
        ["least_busy"] = Assignment.LeastBusy,
    };

    public static IReadOnlyDictionary<string, QuestionType> QuestionTypes { get; } = new Dictionary<string, QuestionType>
    {
        ["text"] = QuestionType.Text,
        ["choice"] = QuestionType.Choice,
        ["boolean"] = QuestionType.Boolean,
        ["number"] = QuestionType.Number,
    };

    public static string Of(Assignment assignment) => Assignments.Single(w => w.Value == assignment).Key;

    public static string Of(QuestionType type) => QuestionTypes.Single(w => w.Value == type).Key;
}
