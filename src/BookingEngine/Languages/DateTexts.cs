using System.Globalization;
using NodaTime;

namespace BookingEngine.Languages;

/// <summary>Dates and times as people of a language write them, with weekday and year.</summary>
public static class DateTexts
{
    /// <summary>Such as <c>Tuesday, 5 January 2027, 14:30</c>.</summary>
    public static string DateAndTime(string tag, LocalDateTime at)
    {
        var time = Time(tag, at.TimeOfDay);
        return LanguageTag.PrimaryOf(tag) == "fr" ? $"{Date(tag, at.Date)} à {time}" : $"{Date(tag, at.Date)}, {time}";
    }

    public static string Time(string tag, LocalTime time) => LanguageTag.PrimaryOf(tag) switch
    {
        "de" => $"{Clock(time)} Uhr",
        "en" when IsAmerican(tag) => string.Create(
            CultureInfo.InvariantCulture, $"{(time.Hour + 11) % 12 + 1}:{time.Minute:00} {(time.Hour < 12 ? "AM" : "PM")}"),
        _ => Clock(time),
    };

    /// <summary>Without a word such as <c>Uhr</c>, for buttons.</summary>
    public static string ShortTime(string tag, LocalTime time) => IsAmerican(tag) ? Time(tag, time) : Clock(time);

    /// <summary>Such as <c>January 2027</c>.</summary>
    public static string Month(string tag, YearMonth month)
    {
        var name = CultureInfo.GetCultureInfo(tag).DateTimeFormat.MonthNames[month.Month - 1];
        return LanguageTag.PrimaryOf(tag) is "es" or "pt" ? Invariant($"{name} de {month.Year}") : Invariant($"{name} {month.Year}");
    }

    /// <summary>The weekday's name, and a short one of two characters or more.</summary>
    public static (string Name, string Short) Weekday(string tag, IsoDayOfWeek day)
    {
        var names = CultureInfo.GetCultureInfo(tag).DateTimeFormat;
        return (names.DayNames[(int)day % 7], names.AbbreviatedDayNames[(int)day % 7].TrimEnd('.'));
    }

    public static string Date(string tag, LocalDate date)
    {
        var names = CultureInfo.GetCultureInfo(tag).DateTimeFormat;
        var (weekday, month) = (names.DayNames[(int)date.DayOfWeek % 7], names.MonthNames[date.Month - 1]);
        return LanguageTag.PrimaryOf(tag) switch
        {
            "de" => Invariant($"{weekday}, {date.Day}. {month} {date.Year}"),
            "fr" => Invariant($"{weekday} {(date.Day == 1 ? "1er" : $"{date.Day}")} {month} {date.Year}"),
            "es" or "pt" => Invariant($"{weekday}, {date.Day} de {month} de {date.Year}"),
            "en" when IsAmerican(tag) => Invariant($"{weekday}, {month} {date.Day}, {date.Year}"),
            "en" => Invariant($"{weekday}, {date.Day} {month} {date.Year}"),
            _ => date.ToDateTimeUnspecified().ToString(names.LongDatePattern, CultureInfo.GetCultureInfo(tag)),
        };
    }

    /// <summary>The zone's name with its offset at that instant, such as <c>Europe/Berlin (UTC+2)</c>.</summary>
    public static string Zone(DateTimeZone zone, Instant at)
    {
        var minutes = zone.GetUtcOffset(at).Seconds / 60;
        var sign = minutes < 0 ? '-' : '+';
        var (hours, rest) = (Math.Abs(minutes) / 60, Math.Abs(minutes) % 60);
        return minutes == 0 && zone.Id is "UTC" or "Etc/UTC" ? zone.Id : Invariant($"{zone.Id} (UTC{sign}{hours}{(rest == 0 ? "" : $":{rest:00}")})");
    }

    private static string Clock(LocalTime time) => Invariant($"{time.Hour:00}:{time.Minute:00}");

    private static bool IsAmerican(string tag) => tag is "en-US" or "en-CA" or "en-PH";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
