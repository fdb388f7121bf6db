using System.Collections.Frozen;
using System.Globalization;
using BookingEngine.Calendars.Events;

namespace BookingEngine.Bookings.Series.Rules;

/// <summary>Reads recurrence rules of dates. It refuses what RFC 5545 forbids, and parts that are finer than a day.</summary>
public static class RuleParser
{
    public const int MaximumLength = 1_000;
    private const int MaximumInterval = 1_000;

    private static readonly string[] Frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
    private static readonly FrozenSet<string> Weekdays = FrozenSet.Create("MO", "TU", "WE", "TH", "FR", "SA", "SU");

    // Each list of numbers, its largest number, and the frequencies that may have it.
    private static readonly FrozenDictionary<string, (int Maximum, bool MayBeNegative, string[] Of)> Lists =
        new Dictionary<string, (int, bool, string[])>
        {
            ["BYMONTHDAY"] = (31, true, ["DAILY", "MONTHLY", "YEARLY"]),
            ["BYMONTH"] = (12, false, Frequencies),
            ["BYYEARDAY"] = (366, true, ["YEARLY"]),
            ["BYWEEKNO"] = (53, true, ["YEARLY"]),
            ["BYSETPOS"] = (366, true, Frequencies),
        }.ToFrozenDictionary();

    public static Outcome<SeriesRule> Read(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.ToUpperInvariant().Replace("+", "", StringComparison.Ordinal).Split(';'))
        {
            if (part.Split('=') is not [var name, { Length: > 0 } value] || !parts.TryAdd(name, value))
            {
                return SeriesRefusals.Invalid("The rule must be parts such as FREQ=WEEKLY, separated by semicolons, each once.");
            }
        }

        return Check(parts) is { } refusal ? refusal : Rule(parts);
    }

    private static Outcome<SeriesRule> Rule(Dictionary<string, string> parts)
    {
        var (hasCount, hasUntil) = (parts.Remove("COUNT", out var count), parts.Remove("UNTIL", out var until));
        return (hasCount, hasUntil) switch
        {
            (false, false) => SeriesRefusals.Unbounded,
            (true, true) => SeriesRefusals.Invalid("The rule has both COUNT and UNTIL. Leave one of them out."),
            (true, _) when !IsWhole(count!, SeriesId.MaximumCount) => SeriesRefusals.Invalid($"COUNT must be a number from 1 to {SeriesId.MaximumCount}."),
            (_, true) when !SeriesRule.IsTime(until!) => SeriesRefusals.Invalid("UNTIL must be a date such as 20300513, or a time such as 20300513T143000, in local time or with Z, before the year 9000."),
            _ => new SeriesRule(
                string.Join(';', parts.Select(part => $"{part.Key}={part.Value}")), hasCount ? int.Parse(count!, CultureInfo.InvariantCulture) : null, until),
        };
    }

    private static Refusal? Check(Dictionary<string, string> parts)
    {
        if (!parts.TryGetValue("FREQ", out var frequency) || !Frequencies.Contains(frequency))
        {
            return SeriesRefusals.Invalid("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY.");
        }

        foreach (var (name, value) in parts)
        {
            if (Fault(name, value, frequency, parts) is { } fault)
            {
                return SeriesRefusals.Invalid(fault);
            }
        }

        return TooManyParts(parts) ? SeriesRefusals.Invalid("BYYEARDAY and BYWEEKNO are not possible with these other parts. Leave them out.") : null;
    }

    // Implementations differ in what these mean together.
    private static bool TooManyParts(Dictionary<string, string> parts) => (parts.ContainsKey("BYYEARDAY"), parts.ContainsKey("BYWEEKNO")) switch
    {
        (false, false) => false,
        (true, true) => true,
        (true, _) => parts.Keys.Any(name => name is "BYDAY" or "BYMONTHDAY" or "BYSETPOS"),
        _ => parts.ContainsKey("BYMONTHDAY") || (parts.ContainsKey("BYMONTH") && parts.ContainsKey("BYSETPOS")),
    };

    private static string? Fault(string name, string value, string frequency, Dictionary<string, string> parts) => name switch
    {
        "FREQ" or "COUNT" or "UNTIL" => null,
        "INTERVAL" => IsWhole(value, MaximumInterval) ? null : $"INTERVAL must be a number from 1 to {MaximumInterval}.",
        "WKST" => Weekdays.Contains(value) ? null : "WKST must be a weekday such as MO.",
        "BYDAY" => value.Split(',').All(day => IsDay(day, frequency, parts.ContainsKey("BYWEEKNO")))
            ? null
            : "BYDAY must be weekdays such as MO, in a monthly or yearly rule also with a number such as 2MO or -1SU.",
        _ when !Lists.TryGetValue(name, out var list) => $"{Shown(name)} is not possible here. Leave it out.",
        _ when !Lists[name].Of.Contains(frequency) => $"{name} is not possible with FREQ={frequency}.",
        "BYSETPOS" when !parts.Keys.Any(other => other.StartsWith("BY", StringComparison.Ordinal) && other != name) => "BYSETPOS needs another part such as BYDAY.",
        _ => value.Split(',').All(number => IsNumber(number, Lists[name].Maximum, Lists[name].MayBeNegative)) ? null : $"{name} has a number that is not possible.",
    };

    private static bool IsDay(string text, string frequency, bool hasWeeks) => text switch
    {
        { Length: < 2 } => false,
        _ when !Weekdays.Contains(text[^2..]) => false,
        { Length: 2 } => true,
        _ => (frequency == "MONTHLY" || (frequency == "YEARLY" && !hasWeeks)) && IsNumber(text[..^2], 53, mayBeNegative: true),
    };

    private static bool IsNumber(string text, int maximum, bool mayBeNegative) =>
        IsWhole(mayBeNegative && text.StartsWith('-') ? text[1..] : text, maximum);

    // The library reads no more digits than the largest number has.
    private static bool IsWhole(string text, int maximum) => text.Length <= maximum.ToString(CultureInfo.InvariantCulture).Length
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= maximum;

    private static string Shown(string name) => name.Length <= 20 && name.All(char.IsAsciiLetter) ? name : "A part of the rule";
}
