using BookingEngine.Tests.Simulation.Runs;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Bugs;

public sealed class RunBugTests(ITestOutputHelper output)
{
    public static TheoryData<PlantedBug> Bugs => [.. KnownSeeds.OfRuns.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found(PlantedBug bug) =>
        new BugSearch((seed, planted) => SimulationTests.FindingsOf(RunHistoryTests.NewHistory(seed, planted)), output).AssertNoticed(bug, KnownSeeds.OfRuns[bug]);
}
