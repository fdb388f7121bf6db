using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Bugs;

public sealed class BookingBugTests(ITestOutputHelper output)
{
    public static TheoryData<PlantedBug> Bugs => [.. KnownSeeds.OfLives.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found(PlantedBug bug) =>
        new BugSearch((seed, planted) => BookingHistoryTests.FindingsOf(BookingHistoryTests.NewHistory(seed, planted)), output).AssertNoticed(bug, KnownSeeds.OfLives[bug]);
}
