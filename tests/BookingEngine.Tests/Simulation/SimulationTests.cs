using System.Globalization;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation;

/// <summary>Histories by the thousand. <c>SIMULATION_HISTORIES</c> sets how many, <c>SIMULATION_SEED</c> the first seed: set both to 1
/// and the seed that a failure names to see that one history again.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static readonly int Histories = Setting("SIMULATION_HISTORIES", 2_000), FirstSeed = Setting("SIMULATION_SEED", 1);

    [Fact]
    public void Every_history_keeps_every_promise()
    {
        var (steps, crashes, bookings) = (0L, 0L, 0L);
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            var history = new History(seed);
            var findings = FindingsOf(history);
            Assert.True(findings.Count == 0, $"seed {seed}: {string.Join("; ", findings)}");
            steps += history.Scheduler.Trace.Count;
            crashes += history.Crashes;
            bookings += history.Customers.Sum(c => c.Acknowledged.Count);
        }

        output.WriteLine($"{Histories} histories from seed {FirstSeed}: {steps} steps, {crashes} crashes, {bookings} acknowledged bookings");
        Assert.True(crashes > Histories && bookings > Histories, "The histories were too tame to prove anything.");
    }

    [Theory]
    [InlineData(PlantedBug.AppendsAtAnyVersion)]
    [InlineData(PlantedBug.TakesOverWithoutAbandoning)]
    [InlineData(PlantedBug.NeverSweeps)]
    [InlineData(PlantedBug.KeepsSnapshotsOfOldStates)]
    [InlineData(PlantedBug.RepeatsAttempts)]
    public void A_guard_left_out_is_noticed(PlantedBug bug)
    {
        for (var seed = 1; seed <= 2_000; seed++)
        {
            if (FindingsOf(new History(seed, bug)) is { Count: > 0 } findings)
            {
                output.WriteLine($"{bug}: noticed at seed {seed}: {string.Join("; ", findings)}");
                return;
            }
        }

        Assert.Fail($"{bug} was noticed in none of 2,000 histories.");
    }

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        var (first, second) = (new History(42), new History(42));
        FindingsOf(first);
        FindingsOf(second);
        Assert.Equal(first.Scheduler.Trace, second.Scheduler.Trace);
    }

    private static IReadOnlyList<string> FindingsOf(History history)
    {
        try
        {
            history.Run();
            return new Verdict(history).Judge();
        }
        catch (Exception e) when (e is InvalidOperationException or BookingEngine.Pipeline.StreamNotFoundException)
        {
            return [e.Message];
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
