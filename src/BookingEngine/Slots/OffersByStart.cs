using System.Collections.Immutable;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>The free starts of one resource, rising, with the places left at each.</summary>
internal sealed class ResourceStarts(ResourceId resource, int capacity)
{
    public ImmutableArray<ResourceId> Resource { get; } = [resource];

    public List<(long Start, int Places)> Starts { get; } = new(capacity);
}

/// <summary>Merges the free starts of several resources into one list: each start once, with all its resources.</summary>
internal sealed class OffersByStart(Duration duration)
{
    private readonly List<ResourceStarts> _resources = [];

    public void Add(ResourceStarts resource)
    {
        if (resource.Starts.Count > 0)
        {
            _resources.Add(resource);
        }
    }

    public ImmutableArray<OfferedSlot> Merge() => _resources switch
    {
        [] => [],
        [var single] => OfOne(single),
        _ => OfSeveral(),
    };

    private ImmutableArray<OfferedSlot> OfOne(ResourceStarts single)
    {
        var slots = ImmutableArray.CreateBuilder<OfferedSlot>(single.Starts.Count);
        foreach (var (start, places) in single.Starts)
        {
            slots.Add(Slot(start, single.Resource, places));
        }

        return slots.MoveToImmutable();
    }

    private ImmutableArray<OfferedSlot> OfSeveral()
    {
        Dictionary<long, (ImmutableArray<ResourceId>.Builder Resources, int Places)> byStart = [];
        foreach (var resource in _resources)
        {
            foreach (var (start, places) in resource.Starts)
            {
                var (resources, sum) = byStart.TryGetValue(start, out var known)
                    ? known
                    : (ImmutableArray.CreateBuilder<ResourceId>(_resources.Count), 0);
                resources.Add(resource.Resource[0]);
                byStart[start] = (resources, sum + places);
            }
        }

        return
        [
            .. byStart.OrderBy(slot => slot.Key)
                .Select(slot => Slot(slot.Key, slot.Value.Resources.DrainToImmutable(), slot.Value.Places)),
        ];
    }

    private OfferedSlot Slot(long start, ImmutableArray<ResourceId> resources, int places)
    {
        var instant = Instant.FromUnixTimeTicks(start);
        return new(instant, instant + duration, resources, places);
    }
}
