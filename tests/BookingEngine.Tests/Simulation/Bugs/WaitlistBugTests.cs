using BookingEngine.Tests.Simulation.Waiting;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Bugs;

public sealed class WaitlistBugTests(ITestOutputHelper output)
{
    public static TheoryData<PlantedBug> Bugs => [.. KnownSeeds.OfWaitlists.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found(PlantedBug bug) =>
        new BugSearch((seed, planted) => WaitlistHistoryTests.FindingsOf(WaitlistHistoryTests.NewHistory(seed, planted)), output).AssertNoticed(bug, KnownSeeds.OfWaitlists[bug]);
}
