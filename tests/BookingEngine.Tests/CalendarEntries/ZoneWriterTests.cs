using System.Globalization;
using BookingEngine.CalendarEntries;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Tests.CalendarEntries;

/// <summary>The written zones say the same as the zone data.</summary>
public sealed class ZoneWriterTests
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly OffsetPattern Shift = OffsetPattern.CreateWithInvariantCulture("+HHmm");

    public static TheoryData<string, int, string[]> Rules => new()
    {
        { "Europe/Berlin", 2030, ["FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"] },
        { "Europe/Dublin", 2030, ["FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"] },
        { "America/New_York", 2030, ["FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"] },
        { "Australia/Sydney", 2030, ["FREQ=YEARLY;BYMONTH=4;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=10;BYDAY=1SU"] },
        { "Asia/Kolkata", 2030, [] },
        { "Africa/Casablanca", 2026, [] },
        { "America/Santiago", 2030, [] },
        { "America/Vancouver", 2031, [] },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_zone_has_two_yearly_rules_where_they_fit(string zone, int year, string[] rules) => Assert.Equal(
        rules, Parts(zone, Instant.FromUtc(year, 2, 10, 10, 0)).Where(part => part.ContainsKey("RRULE")).Select(part => part["RRULE"]));

    [Fact]
    public void A_fixed_offset_is_one_standard_part()
    {
        var part = Assert.Single(Parts("Asia/Kolkata", Instant.FromUtc(2030, 2, 10, 10, 0)));
        Assert.Equal(("STANDARD", "19700101T000000", "+0530", "+0530"), (part["BEGIN"], part["DTSTART"], part["TZOFFSETFROM"], part["TZOFFSETTO"]));
    }

    [Fact]
    public void Summer_time_is_the_greater_offset_in_dublin_too()
    {
        var parts = Parts("Europe/Dublin", Instant.FromUtc(2030, 2, 10, 10, 0));
        Assert.Equal([("STANDARD", "+0100", "+0000"), ("DAYLIGHT", "+0000", "+0100")], parts.Select(part => (part["BEGIN"], part["TZOFFSETFROM"], part["TZOFFSETTO"])));
    }

    // Each zone in each month of some years: the offset by its parts is that of the zone data.
    [Fact]
    public void Every_zone_has_its_offset_at_the_entry()
    {
        foreach (var zone in ZoneData.Zones.Ids.Where(id => id.Contains('/', StringComparison.Ordinal) && id is not "Etc/UTC"))
        {
            for (var at = Instant.FromUtc(2026, 1, 15, 10, 0); at < Instant.FromUtc(2029, 1, 1, 0, 0); at += Duration.FromDays(61))
            {
                var offset = ZoneData.Zones[zone].GetUtcOffset(at);
                Assert.Equal((zone, at, offset), (zone, at, OffsetBy(Parts(zone, at), at)));
            }
        }
    }

    private static Offset OffsetBy(List<Dictionary<string, string>> parts, Instant at)
    {
        var onsets = parts.SelectMany(part => OnsetsOf(part, at)).Where(onset => onset.At <= at).ToList();
        return onsets.Count == 0 ? Shift.Parse(parts[0]["TZOFFSETFROM"]).Value : onsets.MaxBy(onset => onset.At).To;
    }

    private static IEnumerable<(Instant At, Offset To)> OnsetsOf(Dictionary<string, string> part, Instant at)
    {
        var (from, to) = (Shift.Parse(part["TZOFFSETFROM"]).Value, Shift.Parse(part["TZOFFSETTO"]).Value);
        var first = Local.Parse(part["DTSTART"]).Value;
        return (part.TryGetValue("RRULE", out var rule) ? Enumerable.Range(at.InUtc().Year - 1, 3).Select(year => In(year, first, rule)) : [first])
            .Select(local => (local.WithOffset(from).ToInstant(), to));
    }

    private static LocalDateTime In(int year, LocalDateTime first, string rule)
    {
        var terms = rule.Split(';').Select(term => term.Split('=')).ToDictionary(term => term[0], term => term[1]);
        var month = new LocalDate(year, int.Parse(terms["BYMONTH"], CultureInfo.InvariantCulture), 1);
        if (!terms.TryGetValue("BYDAY", out var day))
        {
            return month.PlusDays(int.Parse(terms["BYMONTHDAY"], CultureInfo.InvariantCulture) - 1).At(first.TimeOfDay);
        }

        var (week, weekday) = (int.Parse(day[..^2], CultureInfo.InvariantCulture), first.DayOfWeek);
        return (week < 0
            ? month.With(DateAdjusters.EndOfMonth).With(DateAdjusters.PreviousOrSame(weekday))
            : month.With(DateAdjusters.NextOrSame(weekday)).PlusWeeks(week - 1)).At(first.TimeOfDay);
    }

    private static List<Dictionary<string, string>> Parts(string zone, Instant start)
    {
        var entry = new CalendarEntry("1", 0, start, start, start + Duration.FromHours(1), zone, EntryStatus.Confirmed, "Haircut");
        List<Dictionary<string, string>> parts = [];
        foreach (var line in EntryWriter.Write(new EntryFile(EntryMethod.Publish, "Salon", "de", entry)).Split("\r\n"))
        {
            if (line is "BEGIN:STANDARD" or "BEGIN:DAYLIGHT")
            {
                parts.Add([]);
            }

            if (parts.Count > 0 && line.Split(':', 2) is [var name, var value])
            {
                parts[^1].TryAdd(name, value);
            }

            if (line == "END:VTIMEZONE")
            {
                break;
            }
        }

        return parts;
    }
}
