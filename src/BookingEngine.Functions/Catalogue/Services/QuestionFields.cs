using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Catalogue.Services;

internal static class QuestionFields
{
    private const int MaximumQuestions = 50, MaximumOptions = 100;

    public static ImmutableArray<Question> Read(RequestValue value)
    {
        HashSet<string> ids = [];
        return [.. value.List(MaximumQuestions, item => item.Nested(fields => Read(fields, ids))).OfType<Question>()];
    }

    private static Question Read(RequestFields fields, HashSet<string> ids)
    {
        var idField = fields.Required("id", "The question's id within the service.");
        var id = idField.CatalogueId();
        if (id is not null && !ids.Add(id))
        {
            idField.Fail("must not be listed twice");
        }

        var text = fields.Required("text", "The question.").VisibleText(500) ?? "";
        var type = fields.Required("type", "The type of the answer: `text`, `choice`, `boolean` or `number`.").Choice(ServiceWords.QuestionTypes);
        var isRequired = fields.Flag("required", "Whether an answer is required.");
        var optionsField = fields.Optional("options", "The possible answers, if the type is `choice`.");
        ImmutableArray<string> options = [.. optionsField.List(MaximumOptions, item => item.Name(200) ?? "")];
        if (type is QuestionType.Choice ? options.Length < 2 || options.Distinct().Count() != options.Length : !options.IsEmpty)
        {
            optionsField.Fail(type is QuestionType.Choice ? "must be at least two different answers" : "must be empty unless the type is choice");
        }

        return new Question(id ?? "", text, type ?? default, isRequired, options);
    }
}
