using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using BookingEngine.Slots.Occupied;
using BookingEngine.Tests.Availability;
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

    // The first eight of them would leave nothing for the second need, and trying all eights takes longer than anybody waits.
    [Fact]
    public void Many_alike_resources_are_given_even_if_most_ways_fail()
    {
        var (from, resources) = (Given.At("2030-01-01T00:00Z"), Enumerable.Range(0, 60).ToList());
        var starts = resources.Select(n => from + Duration.FromHours(9 + (24 * n))).ToImmutableArray();
        ImmutableArray<NeedCandidate> candidates = [.. resources.Select(n => At(n, starts[n]))];
        ImmutableArray<ResourceNeed> needs = [new(7) { ResourceIds = [.. candidates.Select(c => c.Calendar.Resource.Id)] }, new(1) { ResourceIds = [candidates[0].Calendar.Resource.Id] }];
        var query = new SlotQuery(Given.Service("60/60", 0, 0) with { ResourceIds = [.. candidates.Select(c => c.Calendar.Resource.Id)] }, from);
        var found = new RepeatedNeeds(starts, query, NeedPlan.Of(needs, candidates, (_, some) => some), isOverride: false).Find();
        Assert.Equal("r0", found!.Value.Resources[^1].Value);
        Assert.Equal((8, 52), (found.Value.Resources.Distinct().Count(), found.Value.Free));
    }

    private static NeedCandidate At(int n, Instant busy)
    {
        var taken = new OccupiedSlot(Guid.CreateVersion7(), OccupiedBy.Booking, Given.Massage, busy, busy + Duration.FromHours(1), Duration.Zero, Duration.Zero, 1, false, true, null);
        var resource = new Resource(new($"r{n}"), $"r{n}", "person", new("here"), 1, Given.Daily("00:00-24:00"), [], Active: true);
        return new(new ResourceOccupancy(resource, DateTimeZone.Utc, Occupancy.Of([taken])), _ => new("here"));
    }

    // Most of them are offered, so that there is something to choose between.
    private static ImmutableArray<Instant> StartsOf(RandomNeeds given, Random random)
    {
        var offers = NeedSearch.Offers(given.Query, given.Plan, given.Day, given.Day + Duration.FromDays(1));
        var starts = Enumerable.Range(0, random.Next(1, 7)).Select(_ => offers.IsEmpty || random.Next(5) == 0 ? given.AnyMinute() : offers[random.Next(offers.Length)].Start);
        return [.. starts.Distinct().Order()];
    }
}
