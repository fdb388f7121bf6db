using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using NodaTime;

namespace BookingEngine.Functions.Catalogue;

internal static class ServiceFields
{
    /// <summary>Of a year.</summary>
    public const int MaximumMinutes = 365 * 24 * 60;

    public const string CurrencyMustBe = "must be a currency of three capital letters such as EUR";
    private const int MaximumSeats = 10_000, MaximumResources = 500;

    public static Service Read(BodyFields fields, string id)
    {
        var duration = Duration.FromMinutes(fields["duration"].Whole(1, MaximumMinutes));
        return new Service(
            new ServiceId(id), fields.Text("name", 1, CatalogueFields.MaximumName), fields.OptionalText("description", 5_000), duration,
            Minutes(fields, "buffer_before") ?? Duration.Zero, Minutes(fields, "buffer_after") ?? Duration.Zero,
            Minutes(fields, "slot_interval", minimum: 1) ?? duration, Minutes(fields, "minimum_notice") ?? Duration.Zero,
            Minutes(fields, "horizon", minimum: 1), fields.Whole("capacity", 1, MaximumSeats, otherwise: 1), ReadResources(fields["resource_ids"]),
            fields.Has("assignment") ? fields["assignment"].Choice(ServiceWords.Assignments) : Assignment.FirstAvailable,
            Minutes(fields, "cancellation_notice"), Minutes(fields, "reschedule_notice"), fields["approval"].Flag(otherwise: false),
            fields["pending_blocks"].Flag(otherwise: true), ReadLimits(fields["limits"]), ReadPrice(fields["price"]),
            QuestionFields.Read(fields["questions"]), fields["active"].Flag(otherwise: true));
    }

    private static Duration? Minutes(BodyFields fields, string name, int minimum = 0) =>
        fields.OptionalWhole(name, minimum, MaximumMinutes) is { } minutes ? Duration.FromMinutes(minutes) : null;

    private static ImmutableArray<ResourceId> ReadResources(BodyValue list)
    {
        if (list.IsAbsent)
        {
            list.Fail("is required");
            return [];
        }

        var read = ReadResourceIds(list);
        if (read.IsEmpty)
        {
            list.Fail("must name at least one resource");
        }

        return read;
    }

    /// <summary>A list of resources' ids, each once.</summary>
    public static ImmutableArray<ResourceId> ReadResourceIds(BodyValue list)
    {
        List<ResourceId> read = [];
        foreach (var value in list.List(MaximumResources))
        {
            var id = new ResourceId(value.CatalogueId());
            if (read.Contains(id) && id.Value.Length > 0)
            {
                value.Fail("must not stand there twice");
            }

            read.Add(id);
        }

        return [.. read];
    }

    private static CustomerLimits ReadLimits(BodyValue value)
    {
        var members = value.IsAbsent ? BodyFields.None : value.Members();
        return new CustomerLimits(members.OptionalWhole("active", 1, MaximumSeats), members.OptionalWhole("per_day", 1, MaximumSeats));
    }

    private static Price? ReadPrice(BodyValue value)
    {
        if (value.IsAbsent)
        {
            return null;
        }

        var members = value.Members();
        return new Price(
            members["amount"].Amount(1_000_000_000m), members["currency"].Matching(c => c.Length == 3 && c.All(char.IsAsciiLetterUpper), CurrencyMustBe));
    }
}

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
