using BookingEngine.Tests.Simulation.Several;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Bugs;

public sealed class SeveralBugTests(ITestOutputHelper output)
{
    public static TheoryData<PlantedBug> Bugs => [.. KnownSeeds.OfSeveral.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found(PlantedBug bug) =>
        new BugSearch((seed, planted) => SeveralHistoryTests.FindingsOf(SeveralHistoryTests.NewHistory(seed, planted)), output).AssertNoticed(bug, KnownSeeds.OfSeveral[bug]);
}
