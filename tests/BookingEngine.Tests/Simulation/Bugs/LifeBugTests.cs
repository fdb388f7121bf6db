using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Bugs;

public sealed class LifeBugTests(ITestOutputHelper output)
{
    public static TheoryData<PlantedBug> Bugs => [.. KnownSeeds.OfLives.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found(PlantedBug bug) =>
        new BugSearch((seed, planted) => LifeTests.FindingsOf(LifeTests.NewHistory(seed, planted)), output).AssertNoticed(bug, KnownSeeds.OfLives[bug]);
}
