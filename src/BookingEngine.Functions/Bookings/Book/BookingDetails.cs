using System.Text.Json;
using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Bookings.Book;

/// <summary>Reads a customer's notes and answers, and checks the answers against the service's questions.</summary>
internal static class BookingDetails
{
    private const int MaximumAnswer = 1_000;

    /// <summary>Notes and answers as JSON. Null if there are none.</summary>
    /// <param name="errors">Gets the errors of the answers.</param>
    public static string? Read(CreateBookingRequest request, Service service, FieldErrors errors) => Read(request.Notes, request.Answers, service, errors);

    /// <param name="given">The answers by question id.</param>
    public static string? Read(string? notes, IReadOnlyDictionary<string, JsonElement>? given, Service service, FieldErrors errors)
    {
        var answers = new JsonObject();
        foreach (var question in service.Questions)
        {
            JsonElement? value = given?.TryGetValue(question.Id, out var answer) is true ? answer : null;
            if (Read(RequestValue.Of(value, $"answers.{question.Id}", question.Required, errors), question) is { } read)
            {
                answers[question.Id] = read;
            }
        }

        return notes is null && answers.Count == 0 ? null : new JsonObject { ["notes"] = notes, ["answers"] = answers }.ToJsonString();
    }

    private static JsonNode? Read(RequestValue answer, Question question) => question.Type switch
    {
        QuestionType.Boolean => answer.Flag(),
        QuestionType.Number => answer.Amount(1_000_000_000),
        QuestionType.Choice => answer.Matching(question.Options.Contains, $"must be {string.Join(" or ", question.Options)}", ValueShape.Text),
        _ => question.Required ? answer.VisibleText(MaximumAnswer) : answer.Text(0, MaximumAnswer),
    };
}
