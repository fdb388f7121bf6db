using System.Diagnostics;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using BookingEngine.Slots.Occupied;
using BookingEngine.Tests.Availability;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Visits;

/// <summary>A start of a visit is offered if and only if a command finds resources for it at that moment, which is so if and only if some choice of resources
/// can give its services one after the other. <c>SEVERAL_CASES</c> sets the number of cases, <c>SEVERAL_SEED</c> the first seed. A failure shows its
/// seed.</summary>
public sealed class VisitSearchTests(ITestOutputHelper output)
{
    private static readonly int Cases = TestVariable.Whole("SEVERAL_CASES", 4_000), FirstSeed = TestVariable.Whole("SEVERAL_SEED", 1);

    [Fact]
    public void Search_command_and_trying_everything_agree()
    {
        var (offered, refused) = (0L, 0L);
        Parallel.For(FirstSeed, FirstSeed + Cases, seed =>
        {
            var given = new RandomVisit(seed);
            var offers = NeedSearch.Offers(given.Query, given.Plan, given.Day, given.Day + Duration.FromDays(1));
            var refusals = NeedSearch.Explain(given.Query, given.Plan, given.Day, given.Day + Duration.FromDays(1));
            foreach (var start in offers.Select(o => o.Start).Concat(refusals.Select(r => r.Start)).Concat([given.AnyMinute(), given.AnyMinute()]))
            {
                var (resources, reason) = NeedSearch.AssignmentAt(start, given.Query, given.Plan);
                var isOffered = offers.Any(o => o.Start == start);
                Agree(given, start, isOffered, resources is not null);
                Agree(given, start, isOffered, VisitBruteForce.IsPossible(given, start));
                Agree(given, start, isOffered, reason is null);
                Agree(given, start, true, resources is not { } found || VisitBruteForce.IsValid(given, start, found));
                Agree(given, start, true, isOffered || refusals.All(r => r.Start != start || r.Reason == reason));
            }

            Interlocked.Add(ref offered, offers.Length);
            Interlocked.Add(ref refused, refusals.Length);
        });
        output.WriteLine($"SEVERAL_SEED={FirstSeed}, {Cases:N0} cases: {offered:N0} starts of visits offered, {refused:N0} refused");
        Assert.True(offered > Cases && refused > Cases);
    }

    /// <summary>50 resources that are booked half the time, and a month of starts every 15 minutes. It prints the best of 20 runs.</summary>
    [Fact]
    public void A_month_over_50_resources_with_three_services_has_its_time_printed()
    {
        var random = new Random(1);
        var from = Given.At("2030-01-01T00:00Z");
        ResourceOccupancy[] all = [.. Enumerable.Range(0, 50).Select(n => new ResourceOccupancy(
            new Resource(new($"r{n}"), $"r{n}", "person", new("here"), 1, Given.Daily("08:00-18:00"), [], true), DateTimeZone.Utc,
            Occupancy.Of(Enumerable.Range(0, 200).Select(_ => Taken(from + Duration.FromMinutes(15 * random.Next(4 * 24 * 31)))))))];
        var services = Enumerable.Range(0, 3)
            .Select(n => Given.Service("30/15", 0, 5) with { ResourceIds = [.. all.Where((_, r) => r % 3 == n).Select(r => r.Resource.Id)] }).ToList();
        var visit = VisitPart.Complete(services[0] with { Segments = [.. services.Select(s => new VisitSegment(s.Id))] }, services);
        var plan = NeedPlan.Of(visit.Needs!.Value, [.. all.Select(r => new NeedCandidate(r, _ => r.Resource.LocationId))], (_, some) => some) with { Visit = visit.Parts };
        var (best, offers) = (TimeSpan.MaxValue, 0);
        for (var run = 0; run < 20; run++)
        {
            var watch = Stopwatch.GetTimestamp();
            offers = NeedSearch.Offers(new SlotQuery(visit, from), plan, from, from + Duration.FromDays(31)).Length;
            var took = Stopwatch.GetElapsedTime(watch);
            best = took < best ? took : best;
        }

        output.WriteLine($"50 resources, 3 services one after the other, a month: {offers} starts in {best.TotalMilliseconds:0.00} ms at best");
        Assert.InRange(offers, 500, 1_240);
    }

    private static OccupiedSlot Taken(Instant start) =>
        new(Guid.CreateVersion7(), OccupiedBy.Booking, Given.Massage, start, start + Duration.FromHours(1), Duration.Zero, Duration.Zero, 1, false, true, null);

    private static void Agree(RandomVisit given, Instant start, bool expected, bool actual) =>
        Assert.True(expected == actual, $"SEVERAL_SEED={given.Seed}, {start}: {expected} and {actual}");
}
