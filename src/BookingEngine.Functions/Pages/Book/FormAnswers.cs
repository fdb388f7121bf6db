using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>The answers of a form, each in a field named after its question.</summary>
internal static class FormAnswers
{
    public static string NameOf(Question question) => $"answer.{question.Id}";

    /// <summary>As the routes take them. Omits empty ones.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Of(IFormCollection form, Service service)
    {
        var answers = new Dictionary<string, JsonElement>();
        foreach (var question in service.Questions)
        {
            if (form[NameOf(question)] is [{ Length: > 0 } text])
            {
                using var json = JsonDocument.Parse(ValueOf(question, text).ToJsonString());
                answers[question.Id] = json.RootElement.Clone();
            }
        }

        return answers;
    }

    private static JsonValue ValueOf(Question question, string text) => question.Type switch
    {
        QuestionType.Boolean when text is "true" or "false" => JsonValue.Create(text == "true"),
        QuestionType.Number when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
