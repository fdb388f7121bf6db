using BookingEngine.Functions.Pipeline;
using NCrontab;

namespace BookingEngine.Tests.Functions;

public sealed class TimerScheduleTests
{
    private static readonly DateTime Start = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_tenants_timer_runs_every_five_minutes() => Assert.All(Enumerable.Range(0, 300), n =>
    {
        var runs = RunsOf($"func-tenant{n}").ToList();
        Assert.Equal(288, runs.Count);
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(5), pair.Second - pair.First));
    });

    [Fact]
    public void A_thousand_tenants_are_spread_over_five_minutes()
    {
        var bySecond = Enumerable.Range(0, 1_000).GroupBy(n => RunsOf($"func-tenant{n}").First()).Select(g => g.Count()).ToList();
        Assert.InRange(bySecond.Max(), 1, 15);
        Assert.InRange(bySecond.Count, 250, 300);
        Assert.Equal(TimerSchedule.Of("func-example-abc123"), TimerSchedule.Of("func-example-abc123"));
    }

    private static IEnumerable<DateTime> RunsOf(string tenant) => CrontabSchedule
        .Parse(TimerSchedule.Of(tenant), new CrontabSchedule.ParseOptions { IncludingSeconds = true })
        .GetNextOccurrences(Start.AddTicks(-1), Start.AddDays(1).AddTicks(-1));
}
