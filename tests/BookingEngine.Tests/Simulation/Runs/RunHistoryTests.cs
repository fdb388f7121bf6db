using BookingEngine.Users;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Runs;

/// <summary>Histories of many customers who book in one calendar at once, on two nodes that crash. Most commands share their append with others, and
/// the nodes cut each other's runs. <c>SIMULATION_HISTORIES</c> and <c>SIMULATION_SEED</c> set the number and the first seed.</summary>
public sealed class RunHistoryTests(ITestOutputHelper output)
{
    private const int Customers = 16;
    private static readonly int Histories = TestVariable.Whole("SIMULATION_HISTORIES", 100), FirstSeed = TestVariable.Whole("SIMULATION_SEED", 1);

    [Fact]
    public void Every_history_keeps_every_invariant()
    {
        output.WriteLine($"SIMULATION_SEED={FirstSeed}");
        List<(int Commits, int Stand)> appends = [];
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            var history = NewHistory(seed);
            var findings = SimulationTests.FindingsOf(history);
            Assert.True(findings.Count == 0, $"SIMULATION_SEED={seed}: {string.Join("; ", findings)}");
            appends.AddRange(history.World.Events.Appends);
        }

        var (runs, cut) = (appends.Count(a => a.Commits > 1), appends.Count(a => a.Stand > 0 && a.Stand < a.Commits));
        output.WriteLine($"{Histories} histories: {appends.Count} appends, {runs} of several commits, the largest of {appends.Max(a => a.Commits)}; {cut} cut by another");
        Assert.True(runs > 3 * Histories && cut > Histories / 20, "The histories had too few runs to prove anything.");
    }

    internal static History NewHistory(int seed, PlantedBug bug = PlantedBug.None) => new(
        seed, bug, world => Enumerable.Range(0, Customers).Select(n => new Client(world, n, $"customer{n % 4}@example.com")
        {
            KnownAs = new UserId(new Guid(n + 1, 0, 0, new byte[8])),
            SlotsInDemand = 40,
            LongestWait = 3,
        }))
    {
        Pace = new(CrashEvery: 300, CrashesAtMost: 4, JumpEvery: 400, StepAtMost: 20, WorkEvery: 1_000),
    };
}
