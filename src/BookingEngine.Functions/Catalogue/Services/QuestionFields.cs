using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Requests;

namespace BookingEngine.Functions.Catalogue.Services;

internal static class QuestionFields
{
    private const int MaximumQuestions = 50, MaximumOptions = 100;

    public static ImmutableArray<Question> Read(BodyValue list)
    {
        List<Question> read = [];
        foreach (var members in list.List(MaximumQuestions).Select(v => v.Members()))
        {
            var question = Read(members);
            if (question.Id.Length > 0 && read.Exists(q => q.Id == question.Id))
            {
                members["id"].Fail("must not stand there twice");
            }

            read.Add(question);
        }

        return [.. read];
    }

    private static Question Read(BodyFields members)
    {
        var type = members["type"].Choice(ServiceWords.QuestionTypes);
        ImmutableArray<string> options = [.. members["options"].List(MaximumOptions).Select(v => v.Text(1, 200))];
        if (type is QuestionType.Choice ? options.Length < 2 || options.Distinct().Count() != options.Length : !options.IsEmpty)
        {
            members["options"].Fail(type is QuestionType.Choice ? "must be at least two different answers" : "must be empty unless the type is choice");
        }

        return new Question(
            members["id"].CatalogueId(), members.Text("text", 1, 500), type, members["required"].Flag(otherwise: false), options);
    }
}
