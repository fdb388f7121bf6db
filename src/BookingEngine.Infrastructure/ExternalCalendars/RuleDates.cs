using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>The dates of a recurrence rule in local time, between two local times. Bounded, because anyone can write the rule.</summary>
internal static class RuleDates
{
    private const int MaximumTimesADay = 100, MaximumUnmatched = 1000;

    /// <returns>Nothing if the budget is exceeded.</returns>
    /// <exception cref="FormatException">The rule cannot be read, repeats too often, or matches nothing.</exception>
    public static IEnumerable<LocalDateTime> Of(FeedEvent repeated, LocalDateTime from, LocalDateTime to, RuleBudget budget)
    {
        var rule = repeated.Rule!;
        if (rule["FREQ"] is "SECONDLY" or "MINUTELY" || rule["BYSECOND"] is not null || (long)rule.CountOf("BYHOUR") * rule.CountOf("BYMINUTE") > MaximumTimesADay)
        {
            throw new FormatException("The rule repeats too often.");
        }

        var until = UntilOf(rule, repeated) is { } last && last < to ? last : to;
        var first = FirstStart(rule, repeated.Start, from);
        budget.Spend(until < from ? 0 : StepsOf(rule, first, to));
        return until < from || budget.IsExceeded ? [] : Expand(rule, first, from).TakeWhile(date => date <= until);
    }

    // The library walks from the start. A rule without COUNT may start later, a whole number of its periods.
    private static LocalDateTime FirstStart(RuleText rule, LocalDateTime start, LocalDateTime from)
    {
        var days = NodaTime.Period.DaysBetween(start.Date, from.Date) - 1;
        var interval = rule["INTERVAL"] is { } text && int.TryParse(text, out var every) && every is > 0 and < 1000 ? every : 1;
        return (rule["COUNT"], rule["FREQ"]) switch
        {
            _ when days <= 0 => start,
            (null, "DAILY") => start.PlusDays(days / interval * interval),
            (null, "WEEKLY") => start.PlusDays(days / (7 * interval) * (7 * interval)),
            (null, "HOURLY") => start.PlusHours(days * 24L / interval * interval),
            (_, "HOURLY") when days > 4000 => throw new FormatException("The rule repeats too often."),
            _ => start,
        };
    }

    // How many dates the library looks at, roughly. A rule with COUNT ends after as many dates. With a filter each of them may take a year of days to find.
    private static long StepsOf(RuleText rule, LocalDateTime start, LocalDateTime to)
    {
        var days = Math.Max(1, NodaTime.Period.DaysBetween(start.Date, to.Date));
        var interval = int.TryParse(rule["INTERVAL"], out var every) && every > 1 ? every : 1;
        var periods = 1 + (rule["FREQ"] switch { "YEARLY" => days / 365, "MONTHLY" => days / 28, "WEEKLY" => days / 7, "HOURLY" => days * 24L, _ => days } / interval);
        var counted = long.TryParse(rule["COUNT"], out var count) && count < periods ? Math.Min(periods, Math.Max(1, count) * (rule.HasFilter ? 400 : 1)) : periods;
        return counted * rule.CountOf("BYMONTH") * rule.CountOf("BYMONTHDAY") * rule.CountOf("BYYEARDAY") * rule.CountOf("BYWEEKNO") * WeekdaysOf(rule)
            * rule.CountOf("BYHOUR") * rule.CountOf("BYMINUTE");
    }

    // A weekday with a place, such as 2MO, is one date; one without is each in the month or year.
    private static int WeekdaysOf(RuleText rule)
    {
        var each = rule["FREQ"] switch { "YEARLY" when rule["BYMONTH"] is null => 53, "YEARLY" or "MONTHLY" => 5, _ => 1 };
        return Math.Max(1, rule["BYDAY"]?.Split(',').Sum(day => day.Length > 2 ? 1 : each) ?? 1);
    }

    private static IEnumerable<LocalDateTime> Expand(RuleText rule, LocalDateTime start, LocalDateTime from)
    {
        try
        {
            var pattern = new RecurrenceRule(rule.WithoutEnd);
            var options = new EvaluationOptions { MaxUnmatchedIncrementsLimit = MaximumUnmatched };
            return Guarded(new RecurrencePatternEvaluator(pattern).Evaluate(Floating(start), Floating(from), options));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or EvaluationException or OverflowException)
        {
            throw new FormatException("The rule cannot be read.", e);
        }
    }

    private static IEnumerable<LocalDateTime> Guarded(IEnumerable<Ical.Net.DataTypes.Period> periods)
    {
        using var each = periods.GetEnumerator();
        while (MovesNext(each))
        {
            yield return LocalDateTime.FromDateTime(each.Current.StartTime.Value);
        }
    }

    private static bool MovesNext(IEnumerator<Ical.Net.DataTypes.Period> each)
    {
        try
        {
            return each.MoveNext();
        }
        catch (EvaluationOutOfRangeException)
        {
            return false; // the year 10,000
        }
        catch (EvaluationException e)
        {
            throw new FormatException("The rule matches nothing.", e);
        }
    }

    private static CalDateTime Floating(LocalDateTime local) => new(local.ToDateTimeUnspecified(), hasTime: true);

    // Inclusive, and in UTC if the start has a zone. Some write it in local time, or as a date, which counts to its end (RFC 5545, section 3.3.10).
    private static LocalDateTime? UntilOf(RuleText rule, FeedEvent repeated) => rule.Until switch
    {
        null => null,
        var text when CalendarTime.Of(text, null) is var time => time switch
        {
            { IsDate: true } => time.Local.Date.At(LocalTime.MaxValue),
            { IsUtc: true } => repeated.Zone.ToLocal(FeedZone.Utc.ToInstant(time.Local)),
            _ => time.Local,
        },
        _ => null,
    };
}
