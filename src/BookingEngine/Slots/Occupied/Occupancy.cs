using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace BookingEngine.Slots.Occupied;

/// <summary>The bookings, holds and moves that take time of one resource. Immutable. Each operation takes logarithmic time; a search also
/// takes time for each result.</summary>
public sealed class Occupancy
{
    private readonly IntervalTree? _root;
    private readonly ImmutableDictionary<Guid, OccupiedSlot> _byId;

    private Occupancy(IntervalTree? root, ImmutableDictionary<Guid, OccupiedSlot> byId) => (_root, _byId) = (root, byId);

    /// <summary>How long a booking is remembered after its end, including buffers. During this time its outcome can still be
    /// recorded.</summary>
    public static Duration Memory { get; } = Duration.FromDays(31);

    /// <summary>How long it is stored. A month is up to 31 days long, and 27 hours more where clocks go back and a resource moves west. A
    /// limit by month counts all of it.</summary>
    public static Duration Kept { get; } = Memory + Duration.FromHours(27);

    public static Occupancy None { get; } = new(null, ImmutableDictionary<Guid, OccupiedSlot>.Empty);

    public int Count => _byId.Count;

    /// <summary>Ordered by start, then id.</summary>
    public IReadOnlyList<OccupiedSlot> All
    {
        get
        {
            var all = Between(long.MinValue, long.MaxValue);
            all.RemoveAll(entry => entry.Owner != entry.Id);
            return all;
        }
    }

    /// <summary>The same, with the parts of a booking in place of it.</summary>
    public IReadOnlyList<OccupiedSlot> Times
    {
        get
        {
            var all = Between(long.MinValue, long.MaxValue);
            all.RemoveAll(entry => !entry.Parts.IsEmpty);
            return all;
        }
    }

    /// <summary>Rebuilds it from <see cref="All"/>, in any order.</summary>
    public static Occupancy Of(IEnumerable<OccupiedSlot> entries)
    {
        var byId = entries.ToImmutableDictionary(entry => entry.Id);
        OccupiedSlot[] sorted = [.. byId.Values.SelectMany(entry => entry.Parts.IsEmpty ? [entry] : entry.Parts.Add(entry))];
        Array.Sort(sorted, IntervalTree.Compare);
        return new(IntervalTree.Of(sorted), byId);
    }

    /// <summary>Replaces an entry with the same id.</summary>
    public Occupancy Add(OccupiedSlot entry)
    {
        var without = Remove(entry.Id);
        return new(entry.Parts.Aggregate(IntervalTree.Add(without._root, entry), IntervalTree.Add), without._byId.Add(entry.Id, entry));
    }

    /// <summary>Does nothing if there is no such id.</summary>
    public Occupancy Remove(Guid id) =>
        _byId.TryGetValue(id, out var entry) ? new(entry.Parts.Aggregate(IntervalTree.Remove(_root, entry), IntervalTree.Remove), _byId.Remove(id)) : this;

    public bool TryFind(Guid id, [NotNullWhen(true)] out OccupiedSlot? entry) => _byId.TryGetValue(id, out entry);

    /// <summary>Drops bookings that ended longer ago than <see cref="Kept"/>, and expired holds.</summary>
    public Occupancy Forget(Instant now)
    {
        var (remaining, ticks) = (this, now.ToUnixTimeTicks());
        while (remaining._root is { } root && root.EarliestRelevantUntil < ticks)
        {
            remaining = remaining.Remove(IntervalTree.FirstToForget(root).Owner);
        }

        return remaining;
    }

    /// <summary>The entries that overlap the period, including buffers, by start and id. Includes expired entries and those that do not
    /// block.</summary>
    internal List<OccupiedSlot> Between(long from, long until)
    {
        List<OccupiedSlot> overlapping = [];
        IntervalTree.Collect(_root, from, until, overlapping);
        return overlapping;
    }
}
