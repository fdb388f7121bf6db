using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace BookingEngine.Slots.Occupied;

/// <summary>What takes time of one resource. Immutable; adding, removing and asking cost the logarithm of how many there are, and asking
/// besides what it finds.</summary>
public sealed class Occupancy
{
    private readonly IntervalTree? _root;
    private readonly ImmutableDictionary<Guid, OccupiedSlot> _byId;

    private Occupancy(IntervalTree? root, ImmutableDictionary<Guid, OccupiedSlot> byId) => (_root, _byId) = (root, byId);

    /// <summary>How long a booking is remembered after it ended, buffers included: as long as it can still be completed, or found to have been missed.</summary>
    public static Duration Memory { get; } = Duration.FromDays(31);

    public static Occupancy None { get; } = new(null, ImmutableDictionary<Guid, OccupiedSlot>.Empty);

    public int Count => _byId.Count;

    /// <summary>By start, then id.</summary>
    public IReadOnlyList<OccupiedSlot> All => Between(long.MinValue, long.MaxValue);

    /// <summary>What <see cref="All"/> once said, in any order.</summary>
    public static Occupancy Of(IEnumerable<OccupiedSlot> entries)
    {
        var byId = entries.ToImmutableDictionary(entry => entry.Id);
        OccupiedSlot[] sorted = [.. byId.Values];
        Array.Sort(sorted, IntervalTree.Compare);
        return new(IntervalTree.Of(sorted), byId);
    }

    /// <summary>With the entry, in place of the one with its id.</summary>
    public Occupancy Add(OccupiedSlot entry)
    {
        var without = Remove(entry.Id);
        return new(IntervalTree.Add(without._root, entry), without._byId.Add(entry.Id, entry));
    }

    /// <summary>Itself where there is no such id.</summary>
    public Occupancy Remove(Guid id) =>
        _byId.TryGetValue(id, out var entry) ? new(IntervalTree.Remove(_root, entry), _byId.Remove(id)) : this;

    public bool TryFind(Guid id, [NotNullWhen(true)] out OccupiedSlot? entry) => _byId.TryGetValue(id, out entry);

    /// <summary>Without what matters no more: bookings that ended longer ago than <see cref="Memory"/>, and holds that have expired.</summary>
    public Occupancy Forget(Instant now)
    {
        var (left, ticks) = (this, now.ToUnixTimeTicks());
        while (left._root is { } root && root.FirstForgotten < ticks)
        {
            left = left.Remove(IntervalTree.FirstToForget(root).Id);
        }

        return left;
    }

    /// <summary>Those that take time of the span, buffers included, by start and id; expired ones and those that do not block as well.</summary>
    internal List<OccupiedSlot> Between(long from, long until)
    {
        List<OccupiedSlot> overlapping = [];
        IntervalTree.Collect(_root, from, until, overlapping);
        return overlapping;
    }
}
