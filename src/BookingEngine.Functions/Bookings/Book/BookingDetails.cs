using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Requests;

namespace BookingEngine.Functions.Bookings.Book;

/// <summary>What a customer says when booking, against what the service asks.</summary>
public static class BookingDetails
{
    public const int MaximumNotes = 2_000, MaximumAnswer = 1_000;

    /// <summary>Notes and answers as JSON; null where there are none.</summary>
    /// <param name="body">Null for a request without a body.</param>
    /// <param name="errors">Takes what is wrong with them.</param>
    public static string? Read(BodyFields? body, Service service, FieldErrors errors)
    {
        var answers = new JsonObject();
        var given = body?.Has("answers") is true ? body["answers"].Members() : BodyFields.None;
        foreach (var question in service.Questions)
        {
            if (given.Has(question.Id))
            {
                answers[question.Id] = Read(given[question.Id], question);
            }
            else if (question.Required)
            {
                errors.Add($"answers.{question.Id}", "is required");
            }
        }

        var notes = body?.OptionalText("notes", MaximumNotes);
        return notes is null && answers.Count == 0 ? null : new JsonObject { ["notes"] = notes, ["answers"] = answers }.ToJsonString();
    }

    private static JsonNode Read(BodyValue answer, Question question) => question.Type switch
    {
        QuestionType.Boolean => answer.Flag(false),
        QuestionType.Number => answer.Amount(1_000_000_000),
        QuestionType.Choice => answer.Matching(question.Options.Contains, $"must be {string.Join(" or ", question.Options)}"),
        _ => answer.Text(question.Required ? 1 : 0, MaximumAnswer),
    };
}
