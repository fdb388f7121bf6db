using System.Collections.Immutable;
using BookingEngine.Slots.Needs;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.SeveralResources.Series;

/// <summary>The resources of a series: found if and only if there are enough, and free as often as those of the best of all assignments. What search and command say at
/// each start decides whether they are free.</summary>
public sealed class RepeatedNeedsTests(ITestOutputHelper output)
{
    [Fact]
    public void The_resources_of_a_series_are_free_as_often_as_possible()
    {
        var (whole, partly, none) = (0, 0, 0);
        for (var seed = SearchAgreement.FirstSeed; seed < SearchAgreement.FirstSeed + SearchAgreement.Cases; seed++)
        {
            var given = new RandomNeeds(seed);
            var starts = StartsOf(given, new Random(seed));
            var found = given.Plan.ByPlace.Any(by => by.IsEmpty) ? null : new RepeatedNeeds(starts, given.Query, given.Plan, isOverride: false).Find();
            Assert.True(found?.Free == BruteForce.MostFree(given, starts), $"SEVERAL_SEED={seed}: {found?.Free} of {starts.Length} and {BruteForce.MostFree(given, starts)}");
            if (found is { } chosen)
            {
                Assert.True(chosen.Free == BruteForce.FreeAt(given, starts, chosen.Resources), $"SEVERAL_SEED={seed}: {string.Join(", ", chosen.Resources)}");
            }

            (whole, partly, none) = (whole + (found?.Free == starts.Length ? 1 : 0), partly + (found?.Free > 0 && found?.Free < starts.Length ? 1 : 0), none + (found is null ? 1 : 0));
        }

        output.WriteLine($"SEVERAL_SEED={SearchAgreement.FirstSeed}, {SearchAgreement.Cases:N0} cases: {whole:N0} free at each start, {partly:N0} at some, {none:N0} without enough resources");
        Assert.True(whole > SearchAgreement.Cases / 100 && partly > SearchAgreement.Cases / 20 && none > SearchAgreement.Cases / 100, $"{whole} {partly} {none}");
    }

    // Most of them are offered, so that there is something to choose between.
    private static ImmutableArray<Instant> StartsOf(RandomNeeds given, Random random)
    {
        var offers = NeedSearch.Offers(given.Query, given.Plan, given.Day, given.Day + Duration.FromDays(1));
        var starts = Enumerable.Range(0, random.Next(1, 7)).Select(_ => offers.IsEmpty || random.Next(5) == 0 ? given.AnyMinute() : offers[random.Next(offers.Length)].Start);
        return [.. starts.Distinct().Order()];
    }
}
