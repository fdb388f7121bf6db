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

    public IEnumerable<LocalDate> From(LocalDate start, string pattern)
    {
        using var each = Evaluate(start, pattern).GetEnumerator();
        while (MovesNext(each))
        {
            yield return LocalDate.FromDateTime(each.Current.StartTime.Value);
        }
    }

    private static IEnumerable<Ical.Net.DataTypes.Period> Evaluate(LocalDate start, string pattern)
    {
        var from = new CalDateTime(start.ToDateTimeUnspecified(), hasTime: true);
        var options = new EvaluationOptions { MaxUnmatchedIncrementsLimit = MaximumUnmatched };
        return new RecurrencePatternEvaluator(new RecurrenceRule(pattern)).Evaluate(from, from, options);
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
