using BookingEngine.Tests.Simulation.Several;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Bugs;

public sealed class AllTogetherBugTests(ITestOutputHelper output)
{
    public static TheoryData<PlantedBug> Bugs => [.. KnownSeeds.OfAllTogether.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found(PlantedBug bug) =>
        new BugSearch((seed, planted) => AllTogetherTests.FindingsOf(AllTogetherTests.NewHistory(seed, planted)), output).AssertNoticed(bug, KnownSeeds.OfAllTogether[bug]);
}
