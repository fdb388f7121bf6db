using System.Globalization;
using NodaTime;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>Standard or daylight time of a described zone: from when on it applies, and its offset.</summary>
/// <param name="First">The first onset, in the local time before it.</param>
/// <param name="Yearly">The date of the onset in each later year. Null if there is only one onset.</param>
/// <param name="LastYear">The last year with an onset.</param>
internal sealed record Observance(
    LocalDateTime First, Offset Before, Offset After, Func<int, LocalDate?>? Yearly, int LastYear, IReadOnlyList<LocalDateTime> Others)
{
    /// <summary>Null if it cannot be read.</summary>
    public static Observance? Of(CalendarComponent component)
    {
        try
        {
            var rule = component.Find("RRULE") is { } line ? RuleText.Of(line.Value) : null;
            return new Observance(
                CalendarTime.Of(component.Find("DTSTART")!).Local, OffsetOf(component.Find("TZOFFSETFROM")!), OffsetOf(component.Find("TZOFFSETTO")!),
                rule is null ? null : YearlyOf(rule), rule?.Until is { } until ? CalendarTime.Of(until, null).Local.Year : int.MaxValue,
                [.. component.All("RDATE").Where(dates => dates.Parameter("VALUE") is not "PERIOD").SelectMany(CalendarTime.ListOf).Select(time => time.Local)]);
        }
        catch (Exception e) when (e is FormatException or NullReferenceException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The onsets from the year before to the year after, and the last one before those.</summary>
    public IEnumerable<LocalDateTime> OnsetsAround(int year)
    {
        List<LocalDateTime> onsets = [First, .. Others];
        if (Yearly is not null)
        {
            var last = Math.Min(year + 1, LastYear);
            for (var each = Math.Max(Math.Min(year - 1, last), First.Year); each <= last; each++)
            {
                if (Yearly(each) is { } date)
                {
                    onsets.Add(date + First.TimeOfDay);
                }
            }
        }

        return onsets.Where(onset => onset >= First);
    }

    // Such as +0100, -0430 or +013015.
    private static Offset OffsetOf(CalendarLine line)
    {
        var text = line.Value.Trim();
        int Part(int at) => text.Length > at ? int.Parse(text.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var seconds = (Part(1) * 3600) + (Part(3) * 60) + Part(5);
        return Offset.FromSeconds(text[0] == '-' ? -seconds : seconds);
    }

    // Zones have one date in a month: a weekday counted from either end (-1SU), or a day of the month, perhaps the first such weekday from it on.
    private static Func<int, LocalDate?>? YearlyOf(RuleText rule)
    {
        if (rule["FREQ"] != "YEARLY" || !int.TryParse(rule["BYMONTH"], NumberStyles.None, CultureInfo.InvariantCulture, out var month) || month is < 1 or > 12)
        {
            return null;
        }

        var days = rule["BYMONTHDAY"]?.Split(',').Select(day => int.Parse(day, CultureInfo.InvariantCulture)).ToArray();
        return rule["BYDAY"] switch
        {
            { Length: 2 } name when days is not null && WeekdayOf(name) is { } weekday => year =>
                days.Where(day => day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)).Select(day => new LocalDate(year, month, day))
                    .Cast<LocalDate?>().FirstOrDefault(date => date!.Value.DayOfWeek == weekday),
            { Length: > 2 } counted when WeekdayOf(counted[^2..]) is { } weekday
                && int.TryParse(counted[..^2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place) && place is >= -5 and <= 5 and not 0 =>
                year => Counted(year, month, weekday, place),
            null when days is [var day] => year => day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null,
            _ => null,
        };
    }

    private static LocalDate? Counted(int year, int month, IsoDayOfWeek weekday, int place)
    {
        var first = new LocalDate(year, month, 1);
        var date = place > 0
            ? first.PlusDays(-1).Next(weekday).PlusWeeks(place - 1)
            : first.PlusMonths(1).Previous(weekday).PlusWeeks(place + 1);
        return date.Month == month ? date : null;
    }

    private static IsoDayOfWeek? WeekdayOf(string name) => name switch
    {
        "MO" => IsoDayOfWeek.Monday,
        "TU" => IsoDayOfWeek.Tuesday,
        "WE" => IsoDayOfWeek.Wednesday,
        "TH" => IsoDayOfWeek.Thursday,
        "FR" => IsoDayOfWeek.Friday,
        "SA" => IsoDayOfWeek.Saturday,
        "SU" => IsoDayOfWeek.Sunday,
        _ => null,
    };
}
