using System.Collections.Immutable;
using BookingEngine.Hours;
using BookingEngine.Times;

namespace BookingEngine.Tests.Catalogue;

public sealed class OpeningHoursRulesTests
{
    private const int MinutesPerWeek = 7 * TimeOfDay.MinutesPerDay;

    /// <summary>Of 10,000 random weeks, those are refused that cover a minute twice or have an empty interval.</summary>
    [Fact]
    public void A_week_is_validated_as_if_its_minutes_were_counted()
    {
        var random = new Random(11);
        var (refused, accepted) = (0, 0);
        for (var round = 0; round < 10_000; round++)
        {
            ImmutableArray<ImmutableArray<HoursInterval>> week = [.. Enumerable.Range(0, 7).Select(_ => RandomDay(random))];
            var isRefused = OpeningHoursRules.Check(new OpeningHours(week, [])).Any();
            Assert.Equal(!IsValid(week), isRefused);
            (refused, accepted) = isRefused ? (refused + 1, accepted) : (refused, accepted + 1);
        }

        Assert.True(refused > 1_000 && accepted > 1_000, $"{refused} refused, {accepted} accepted: the weeks were too much alike.");
    }

    private static bool IsValid(ImmutableArray<ImmutableArray<HoursInterval>> week)
    {
        var covered = new bool[MinutesPerWeek];
        for (var day = 0; day < week.Length; day++)
        {
            foreach (var interval in week[day])
            {
                if (interval.Start == interval.End || interval.Start == TimeOfDay.EndOfDay)
                {
                    return false;
                }

                var end = interval.End.Minutes + (interval.EndsNextDay ? TimeOfDay.MinutesPerDay : 0);
                for (var minute = interval.Start.Minutes; minute < end; minute++)
                {
                    var at = ((day * TimeOfDay.MinutesPerDay) + minute) % MinutesPerWeek;
                    if (covered[at])
                    {
                        return false;
                    }

                    covered[at] = true;
                }
            }
        }

        return true;
    }

    // On a coarse grid, so that adjacent, overlapping and empty intervals are frequent.
    private static ImmutableArray<HoursInterval> RandomDay(Random random) =>
        [.. Enumerable.Range(0, random.Next(8) == 0 ? 2 : random.Next(3) / 2).Select(_ => new HoursInterval(RandomTime(random, 23), RandomTime(random, 25)))];

    private static TimeOfDay RandomTime(Random random, int hours) => new(random.Next(hours) * 60);
}
