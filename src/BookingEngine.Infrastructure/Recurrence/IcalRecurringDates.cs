using System.Globalization;
using BookingEngine.Bookings.Series.Rules;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;

namespace BookingEngine.Infrastructure.Recurrence;

/// <summary>Expands rules with Ical.Net. It gets dates without a zone, because it would move a time that the clocks skip. The library is loaded at the first
/// rule.</summary>
public sealed class IcalRecurringDates : IRecurringDates
{
    // Longer than two years of days: a rule that matches nothing ends here.
    private const int MaximumUnmatched = 1_000;

    private const string EveryMonth = "BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12";

    public IEnumerable<LocalDate> From(LocalDate start, string pattern)
    {
        var parts = pattern.Split(';').ToList();
        var months = MonthsToFilter(parts);
        using var each = (TryRead(string.Join(';', parts)) is { } rule ? Evaluate(start, rule) : []).GetEnumerator();
        while (MovesNext(each))
        {
            var date = LocalDate.FromDateTime(each.Current.StartTime.Value);
            if (months is null || months.Contains(date.Month))
            {
                yield return date;
            }
        }
    }

    // The library does not limit days of the year and weeks to months, so that is done here. And it takes the days of months of a yearly rule for those
    // of the start's month, where other implementations take every month.
    private static HashSet<int>? MonthsToFilter(List<string> parts)
    {
        var months = parts.Find(part => part.StartsWith("BYMONTH=", StringComparison.Ordinal));
        if (months is null && parts.Contains("FREQ=YEARLY") && parts.Exists(part => part.StartsWith("BYMONTHDAY=", StringComparison.Ordinal)))
        {
            parts.Add(EveryMonth);
        }

        if (months is null || !parts.Exists(part => part.StartsWith("BYYEARDAY=", StringComparison.Ordinal) || part.StartsWith("BYWEEKNO=", StringComparison.Ordinal)))
        {
            return null;
        }

        parts.Remove(months);
        return [.. months["BYMONTH=".Length..].Split(',').Select(month => int.Parse(month, CultureInfo.InvariantCulture))];
    }

    // A rule that only the library refuses matches nothing.
    private static RecurrenceRule? TryRead(string pattern)
    {
        try
        {
            return new RecurrenceRule(pattern);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static IEnumerable<Ical.Net.DataTypes.Period> Evaluate(LocalDate start, RecurrenceRule rule)
    {
        var from = new CalDateTime(start.ToDateTimeUnspecified(), hasTime: true);
        var options = new EvaluationOptions { MaxUnmatchedIncrementsLimit = MaximumUnmatched };
        return new RecurrencePatternEvaluator(rule).Evaluate(from, from, options);
    }

    private static bool MovesNext(IEnumerator<Ical.Net.DataTypes.Period> each)
    {
        try
        {
            return each.MoveNext();
        }
        catch (Exception e) when (e is EvaluationException or ArgumentOutOfRangeException or OverflowException)
        {
            return false; // it matches nothing more, or not before the year 10,000
        }
    }
}
