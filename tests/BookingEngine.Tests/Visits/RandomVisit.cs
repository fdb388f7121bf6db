using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.SeveralResources;
using NodaTime;

namespace BookingEngine.Tests.Visits;

/// <summary>A random visit of several services, and resources with random hours and bookings. The seed determines it.</summary>
internal sealed class RandomVisit
{
    private readonly Random _random;

    public RandomVisit(int seed)
    {
        _random = new Random(seed);
        Day = Instant.FromUtc(2030, 3, 30, 0, 0) + Duration.FromDays(_random.Next(3));
        var resources = Enumerable.Range(0, _random.Next(1, 6)).Select(n => RandomNeeds.Resource($"r{n}", Day, _random)).ToImmutableArray();
        ImmutableArray<Service> services = [.. Enumerable.Range(0, _random.Next(2, 5)).Select(_ => ServiceOf(resources))];
        var visit = services[0] with
        {
            Id = new("visit"),
            MinimumNotice = Duration.FromMinutes(_random.Next(2) * 90),
            Horizon = _random.Next(3) == 0 ? Duration.FromHours(_random.Next(2, 20)) : null,
            SlotInterval = Duration.FromMinutes(5 * _random.Next(1, 13)),
            Segments = [.. services.Select((service, index) => new VisitSegment(service.Id) { IsWithSame = index > 0 && _random.Next(3) == 0 })],
        };
        var complete = VisitPart.Complete(visit, services) with { ResourceIds = [.. resources.Select(r => r.Resource.Id)] };
        Query = new SlotQuery(complete, Day + Duration.FromHours(_random.Next(10)));
        Plan = NeedPlan.Of(complete.Needs!.Value, [.. resources.Select(r => new NeedCandidate(r, at => RandomNeeds.PlaceOf(r, at)))], (_, some) => some) with
        {
            Visit = complete.Parts,
            Required = _random.Next(3) == 0 ? [_random.Next(resources.Length)] : [],
        };
    }

    public Instant Day { get; }

    public SlotQuery Query { get; }

    public NeedPlan Plan { get; }

    public Instant AnyMinute() => Day + Duration.FromMinutes(_random.Next(24 * 60));

    private Service ServiceOf(ImmutableArray<ResourceOccupancy> resources) => Given.Service($"{5 * _random.Next(1, 12)}/{5 * _random.Next(1, 7)}", 5 * _random.Next(3), 5 * _random.Next(3)) with
    {
        ResourceIds = [.. resources.Where(_ => _random.Next(3) > 0).Select(r => r.Resource.Id)],
        MinimumNotice = Duration.FromDays(_random.Next(2)),
    };
}
