using System.Collections.Immutable;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>The free starts of one resource, rising, with the places left at each.</summary>
/// <param name="most">How many starts there are at most.</param>
internal sealed class ResourceStarts(ResourceId resource, int most)
{
    private const int UsualStarts = 256;

    public ImmutableArray<ResourceId> Resource { get; } = [resource];

    public List<(long Start, int Places)> Starts { get; } = new(Math.Min(most, UsualStarts));
}

/// <summary>Merges the free starts of several resources into one list: each start once, with all its resources.</summary>
internal sealed class OffersByStart(Duration duration)
{
    private readonly long _duration = duration.BclCompatibleTicks;
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
            slots.Add(new(start, start + _duration, single.Resource, places));
        }

        return slots.MoveToImmutable();
    }

    // Sorted by start, then by the order of the resources. Its memory depends on the starts alone, not on how many resources share them.
    private ImmutableArray<OfferedSlot> OfSeveral()
    {
        var starts = new (long Start, int Resource, int Places)[_resources.Sum(resource => resource.Starts.Count)];
        var filled = 0;
        foreach (var (index, resource) in _resources.Index())
        {
            foreach (var (start, places) in resource.Starts)
            {
                starts[filled++] = (start, index, places);
            }
        }

        Array.Sort(starts, (one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : one.Resource.CompareTo(other.Resource));
        var slots = ImmutableArray.CreateBuilder<OfferedSlot>();
        for (int first = 0, next; first < starts.Length; first = next)
        {
            for (next = first + 1; next < starts.Length && starts[next].Start == starts[first].Start; next++)
            {
            }

            slots.Add(Join(starts.AsSpan(first, next - first), slots.Count > 0 ? slots[^1].ResourceIds : []));
        }

        return slots.DrainToImmutable();
    }

    /// <param name="before">The resources of the slot before, which are often the same.</param>
    private OfferedSlot Join(ReadOnlySpan<(long Start, int Resource, int Places)> same, ImmutableArray<ResourceId> before)
    {
        var (places, isAsBefore) = (0, before.Length == same.Length);
        for (var i = 0; i < same.Length; i++)
        {
            places += same[i].Places;
            isAsBefore = isAsBefore && before[i] == _resources[same[i].Resource].Resource[0];
        }

        return new(same[0].Start, same[0].Start + _duration, isAsBefore ? before : ResourcesOf(same), places);
    }

    private ImmutableArray<ResourceId> ResourcesOf(ReadOnlySpan<(long Start, int Resource, int Places)> same)
    {
        var ids = ImmutableArray.CreateBuilder<ResourceId>(same.Length);
        foreach (var (_, resource, _) in same)
        {
            ids.Add(_resources[resource].Resource[0]);
        }

        return ids.MoveToImmutable();
    }
}
