using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Hours;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Catalogue.Resources;

internal static class ResourceFields
{
    public const string InstantMustBe = "must be a date and time with offset such as 2030-05-12T14:30:00Z";
    public const string DateMustBe = "must be a date such as 2030-05-12";
    private const int MaximumDates = 400, MaximumCapacity = 10_000, FirstYear = 1970, LastYear = 8_999;

    public static Resource Read(BodyFields fields, string id) => new(
        new ResourceId(id), fields.Text("name", 1, CatalogueFields.MaximumName), fields.Text("kind", 1, 60),
        new LocationId(fields["location_id"].CatalogueId()), fields.Whole("capacity", 1, MaximumCapacity, otherwise: 1), HoursFields.Read(fields),
        [.. fields["time_off"].List(MaximumDates).Select(v => ReadTimeOff(v.Members()))], fields["active"].Flag(otherwise: true));

    /// <summary>The overrides' lists, each with its date.</summary>
    public static IReadOnlyList<(LocalDate Date, BodyValue Intervals)> ReadOverrides(BodyFields fields)
    {
        List<(LocalDate Date, BodyValue Intervals)> read = [];
        foreach (var members in fields["overrides"].List(MaximumDates).Select(v => v.Members()))
        {
            var date = members["date"].Parsed(ParseDate, default, DateMustBe);
            if (date != default && read.Exists(o => o.Date == date))
            {
                members["date"].Fail("must not stand there twice");
            }

            if (!members.Has("intervals"))
            {
                members["intervals"].Fail("is required: leave it empty for a day that is closed");
            }

            read.Add((date, members["intervals"]));
        }

        return read;
    }

    private static TimeOff ReadTimeOff(BodyFields members)
    {
        var from = members["from"].Parsed(ParseInstant, Instant.MinValue, InstantMustBe);
        var to = members["to"].Parsed(ParseInstant, Instant.MaxValue, InstantMustBe);
        if (to <= from)
        {
            members["to"].Fail("must come after from");
        }

        return new TimeOff(from, to, members.OptionalText("reason", 500));
    }

    private static LocalDate? ParseDate(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= FirstYear and <= LastYear } date } ? date : null;

    private static Instant? ParseInstant(string text) =>
        OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: { Year: >= FirstYear and <= LastYear } at } ? at.ToInstant() : null;
}
