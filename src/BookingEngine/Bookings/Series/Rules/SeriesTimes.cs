using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Bookings.Series.Rules;

/// <summary>A time of a rule.</summary>
/// <param name="Start">Null if the clocks skip the local time.</param>
public readonly record struct RuleTime(LocalDateTime Local, Instant? Start);

/// <summary>The times of a series at one resource.</summary>
public static class SeriesTimes
{
    /// <summary>How far after its start a series may end.</summary>
    public static readonly Period LongestPeriod = Period.FromYears(2);

    /// <summary>The times of the rule. One that the clocks skip does not count for COUNT. One that occurs twice is the earlier, except the first.</summary>
    /// <param name="first">The instant that was asked for.</param>
    public static Outcome<ImmutableArray<RuleTime>> Of(SeriesRule rule, LocalDateTime local, Instant first, ResourceLocations at, IRecurringDates dates)
    {
        var times = ImmutableArray.CreateBuilder<RuleTime>();
        var (last, end) = (rule.LastIn(at.ZoneAt(first)), local.Plus(LongestPeriod));
        var counted = 0;
        foreach (var time in dates.From(local.Date, rule.Pattern).Select(date => TimeOn(date + local.TimeOfDay, local, first, at)))
        {
            if (times.Count == 0 && time.Local != local)
            {
                return SeriesRefusals.StartMismatch;
            }

            if (last < (time.Start ?? StartAfter(time.Local, at)))
            {
                break;
            }

            counted += time.Start is null ? 0 : 1;
            if (time.Local > end || counted > SeriesId.MaximumCount)
            {
                return SeriesRefusals.TooLong;
            }

            times.Add(time);
            if (counted == rule.Count)
            {
                break;
            }
        }

        return Whole(rule, counted, times);
    }

    // A rule that matches nothing more has fewer dates than it says.
    private static Outcome<ImmutableArray<RuleTime>> Whole(SeriesRule rule, int counted, ImmutableArray<RuleTime>.Builder times) => rule.Count switch
    {
        _ when counted == 0 => SeriesRefusals.StartMismatch,
        { } count when counted < count => SeriesRefusals.TooLong,
        _ => times.ToImmutable(),
    };

    private static RuleTime TimeOn(LocalDateTime local, LocalDateTime firstLocal, Instant first, ResourceLocations at) =>
        new(local, local == firstLocal ? first : Find(local, at));

    /// <summary>The first instant with the local time at which the resource is still at the place of that date; null if there is none.</summary>
    public static Instant? Find(LocalDateTime local, ResourceLocations at) => LocalTimes.Candidates(local, at.Zones.On(local.Date).Zone)
        .Where(instant => at.IsThere(local, instant)).Select(instant => (Instant?)instant).FirstOrDefault();

    private static Instant StartAfter(LocalDateTime local, ResourceLocations at) => local.InZoneLeniently(at.Zones.On(local.Date).Zone).ToInstant();
}
