using System.Globalization;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace BookingEngine.CalendarEntries;

/// <summary>Writes the part of a zone that entries need (RFC 5545, 3.6.5). If the clocks change each year by one rule, it has two rules. Some
/// programs understand only those. Otherwise it has each change around the entries.</summary>
internal static class ZoneWriter
{
    /// <summary>So many years tell a fifth weekday of a month from the last.</summary>
    private const int Years = 12;

    private static readonly LocalDateTime Beginning = new(1970, 1, 1, 0, 0);
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    public static string Local(LocalDateTime at) => Pattern.Format(at);

    /// <param name="id">As the entries name the zone.</param>
    /// <param name="from">The first start.</param>
    /// <param name="to">The last end.</param>
    public static void Write(ContentLines lines, DateTimeZone zone, string id, Instant from, Instant to)
    {
        lines.Add("BEGIN", "VTIMEZONE");
        lines.Add("TZID", id);
        List<ZoneInterval> around = [.. zone.GetZoneIntervals(from, to + Duration.FromDays(366 * Years))];
        if (around.Count == 1)
        {
            AddPart(lines, "STANDARD", Beginning, around[0].WallOffset, around[0].WallOffset, around[0].Name, rule: null);
        }
        else if (!AddRules(lines, zone, around))
        {
            AddChanges(lines, zone, [.. around.TakeWhile((interval, n) => n == 0 || around[n - 1].Contains(to) || interval.Start <= to)]);
        }

        lines.Add("END", "VTIMEZONE");
    }

    /// <returns>False if there are no two yearly rules that hold from the first entry on.</returns>
    private static bool AddRules(ContentLines lines, DateTimeZone zone, List<ZoneInterval> around)
    {
        if (!around.All(interval => interval is { HasStart: true, HasEnd: true } && (interval.Duration < Duration.FromDays(366))))
        {
            return false;
        }

        List<(LocalDateTime At, Offset From, ZoneInterval To)> changes = [.. around.Select(to => ChangeTo(zone, to))];
        var kinds = changes.GroupBy(change => (change.From, change.To.WallOffset)).ToList();
        if (kinds.Count != 2 || kinds.Any(kind => kind.Select(change => change.At.Year).Distinct().Count() != kind.Count()))
        {
            return false;
        }

        var rules = kinds.Select(kind => YearlyRule.Of([.. kind.Select(change => change.At)])).ToList();
        if (rules.Any(rule => rule is null))
        {
            return false;
        }

        foreach (var (kind, rule) in kinds.Zip(rules).OrderBy(pair => pair.First.Key.WallOffset))
        {
            var isSummer = kind.Key.WallOffset > kind.Key.From;
            AddPart(lines, isSummer ? "DAYLIGHT" : "STANDARD", rule!.First, kind.Key.From, kind.Key.WallOffset, kind.First().To.Name, rule.Text);
        }

        return true;
    }

    private static void AddChanges(ContentLines lines, DateTimeZone zone, IReadOnlyList<ZoneInterval> intervals)
    {
        foreach (var interval in intervals)
        {
            var (at, from, _) = interval.HasStart ? ChangeTo(zone, interval) : (Beginning, interval.WallOffset, interval);
            AddPart(lines, interval.WallOffset > from ? "DAYLIGHT" : "STANDARD", at, from, interval.WallOffset, interval.Name, rule: null);
        }
    }

    // The onset is said in the local time before it.
    private static (LocalDateTime At, Offset From, ZoneInterval To) ChangeTo(DateTimeZone zone, ZoneInterval to)
    {
        var from = zone.GetUtcOffset(to.Start - Duration.Epsilon);
        return (to.Start.WithOffset(from).LocalDateTime, from, to);
    }

    private static void AddPart(ContentLines lines, string kind, LocalDateTime start, Offset from, Offset to, string name, string? rule)
    {
        lines.Add("BEGIN", kind);
        lines.Add("DTSTART", Local(start));
        lines.Add("TZOFFSETFROM", Text(from));
        lines.Add("TZOFFSETTO", Text(to));
        lines.AddText("TZNAME", name);
        if (rule is not null)
        {
            lines.Add("RRULE", rule);
        }

        lines.Add("END", kind);
    }

    private static string Text(Offset offset)
    {
        var (sign, seconds) = (offset.Seconds < 0 ? '-' : '+', Math.Abs(offset.Seconds));
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds / 3600:00}{seconds / 60 % 60:00}{(seconds % 60 == 0 ? "" : $"{seconds % 60:00}")}");
    }
}
