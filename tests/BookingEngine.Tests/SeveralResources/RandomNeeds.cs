using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using BookingEngine.Slots.Occupied;
using BookingEngine.Tests.Availability;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>A random service with needs, and resources with random hours and bookings. The seed determines it.</summary>
internal sealed class RandomNeeds
{
    private static readonly string[] Hours = ["08:00-12:00", "09:10-17:30", "00:00-24:00", "10:00-10:45", "13:05-18:00"];
    private readonly Random _random;

    public RandomNeeds(int seed)
    {
        _random = new Random(seed);
        Day = Instant.FromUtc(2030, 3, 30, 0, 0) + Duration.FromDays(_random.Next(3));
        var resources = Enumerable.Range(0, _random.Next(1, 8)).Select(n => Resource($"r{n}", Day, _random)).ToImmutableArray();
        Needs = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Need(resources))];
        var service = Given.Service($"{5 * _random.Next(1, 20)}/{5 * _random.Next(1, 13)}", 5 * _random.Next(3), 5 * _random.Next(3)) with
        {
            ResourceIds = [.. resources.Select(r => r.Resource.Id)],
            MinimumNotice = Duration.FromMinutes(_random.Next(2) * 90),
        };
        Query = new SlotQuery(service, Day + Duration.FromHours(_random.Next(10)));
        Plan = NeedPlan.Of(Needs, [.. resources.Select(r => new NeedCandidate(r, at => PlaceOf(r, at)))], (_, some) => some);
        if (_random.Next(3) == 0)
        {
            Plan = Plan with { Required = [_random.Next(resources.Length)] };
        }
    }

    public Instant Day { get; }

    public ImmutableArray<ResourceNeed> Needs { get; }

    public SlotQuery Query { get; }

    public NeedPlan Plan { get; }

    public T AnyOf<T>(IReadOnlyList<T> some) => AnyOf(some, _random);

    public Instant AnyMinute() => AnyMinute(Day, _random);

    private static T AnyOf<T>(IReadOnlyList<T> some, Random random) => some[random.Next(some.Count)];

    private static Instant AnyMinute(Instant day, Random random) => day + Duration.FromMinutes(random.Next(24 * 60));

    internal static LocationId PlaceOf(ResourceOccupancy resource, Instant at) =>
        resource.Resource.Placements is { } placements && placements[0].From <= at.InUtc().Date && at.InUtc().Date < placements[0].To
            ? placements[0].LocationId
            : resource.Resource.LocationId;

    internal static ResourceOccupancy Resource(string id, Instant day, Random random)
    {
        var taken = Enumerable.Range(0, random.Next(6)).Select(_ =>
        {
            var start = AnyMinute(day, random);
            var by = random.Next(4) == 0 ? OccupiedBy.Hold : OccupiedBy.Booking;
            return new OccupiedSlot(
                Guid.CreateVersion7(), by, Given.Massage, start, start + Duration.FromMinutes(random.Next(5, 200)), Duration.Zero,
                Duration.FromMinutes(5 * random.Next(3)), 1, false, true, by is OccupiedBy.Hold ? day + Duration.FromHours(random.Next(24)) : null);
        });
        var resource = new Resource(
            new(id), id, AnyOf(["person", "room"], random), new(random.Next(6) == 0 ? "there" : "here"), random.Next(1, 3),
            Given.Daily(AnyOf(Hours, random)), [], Active: random.Next(10) > 0)
        {
            Placements = random.Next(8) == 0 ? [new Placement(day.InUtc().Date, day.InUtc().Date.PlusDays(1), new("there"))] : null,
        };
        return new(resource, AnyOf([DateTimeZone.Utc, ZoneData.TryFind("Europe/Berlin")!], random), Occupancy.Of(taken));
    }

    private ResourceNeed Need(ImmutableArray<ResourceOccupancy> resources)
    {
        var count = _random.Next(1, 3);
        return _random.Next(2) == 0
            ? new ResourceNeed(count) { Kind = AnyOf(["person", "ROOM"]) }
            : new ResourceNeed(count) { ResourceIds = [.. resources.Where(_ => _random.Next(2) == 0).Select(r => r.Resource.Id)] };
    }
}
