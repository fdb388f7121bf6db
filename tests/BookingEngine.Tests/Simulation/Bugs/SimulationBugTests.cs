using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Bugs;

public sealed class SimulationBugTests(ITestOutputHelper output)
{
    public static TheoryData<PlantedBug> Bugs => [.. KnownSeeds.OfCustomers.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found(PlantedBug bug) =>
        new BugSearch((seed, planted) => SimulationTests.FindingsOf(new History(seed, planted)), output).AssertNoticed(bug, KnownSeeds.OfCustomers[bug]);
}
