using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using BookingEngine.Slots.Occupied;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.SeveralResources;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Visits;

/// <summary>A start of a visit is offered if and only if a command finds resources for it at that moment, which is so if and only if some choice of resources
/// can give its services one after the other.</summary>
public sealed class VisitSearchTests(ITestOutputHelper output)
{
    [Fact]
    public void Search_command_and_trying_everything_agree()
    {
        var (offered, refused) = SearchAgreement.CheckAll(seed =>
        {
            var given = new RandomVisit(seed);
            return new SearchAgreement(seed, given.Query, given.Plan, given.Day)
            {
                Others = [given.AnyMinute(), given.AnyMinute()],
                IsPossible = start => VisitBruteForce.IsPossible(given, start),
                IsValid = (start, found) => VisitBruteForce.IsValid(given, start, found),
            };
        });
        output.WriteLine($"SEVERAL_SEED={SearchAgreement.FirstSeed}, {SearchAgreement.Cases:N0} cases: {offered:N0} starts of visits offered, {refused:N0} refused");
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
        var (offers, best) = SearchAgreement.Time(new SlotQuery(visit, from), plan, from);

        output.WriteLine($"50 resources, 3 services one after the other, a month: {offers} starts in {best.TotalMilliseconds:0.00} ms at best");
        Assert.InRange(offers, 500, 1_240);
    }

    private static OccupiedSlot Taken(Instant start) =>
        new(Guid.CreateVersion7(), OccupiedBy.Booking, Given.Massage, start, start + Duration.FromHours(1), Duration.Zero, Duration.Zero, 1, false, true, null);
}
