using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Requests;
using NodaTime;

namespace BookingEngine.Functions.Catalogue.Services;

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
