using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace BookingEngine.Slots.Occupied;

/// <summary>The bookings, holds and moves that take time of one resource. Immutable. Each operation takes logarithmic time; a search also
/// takes time for each result.</summary>
public sealed class Occupancy
{
    private readonly IntervalTree? _root;
    private readonly SlotsById _byId;

    private Occupancy(IntervalTree? root, SlotsById byId, int count) => (_root, _byId, Count) = (root, byId, count);

    /// <summary>How long a booking is remembered after its end, including buffers. During this time its outcome can still be
    /// recorded.</summary>
    public static Duration Memory { get; } = Duration.FromDays(31);

    /// <summary>How long it is stored. A month is up to 31 days long, and 27 hours more where clocks go back and a resource moves west. A
    /// limit by month counts all of it.</summary>
    public static Duration Kept { get; } = Memory + Duration.FromHours(27);

    public static Occupancy None { get; } = new(null, SlotsById.None, 0);

    public int Count { get; }

    /// <summary>Ordered by start, then id.</summary>
    public IReadOnlyList<OccupiedSlot> All => AllBut(entry => entry.Owner != entry.Id);

    /// <summary>The same, with the parts of a booking in place of it, and without what takes no time here.</summary>
    public IReadOnlyList<OccupiedSlot> Times => AllBut(entry => !entry.Parts.IsEmpty || entry.IsElsewhere);

    /// <summary>Rebuilds it from <see cref="All"/>, in any order.</summary>
    public static Occupancy Of(IEnumerable<OccupiedSlot> entries)
    {
        var byId = entries.ToDictionary(entry => entry.Id);
        OccupiedSlot[] sorted = [.. byId.Values.SelectMany(entry => entry.Parts.IsEmpty ? [entry] : entry.Parts.Add(entry))];
        Array.Sort(sorted, IntervalTree.Compare);
        return new(IntervalTree.Of(sorted), byId.Values.Aggregate(SlotsById.None, (slots, entry) => slots.Add(entry)), byId.Count);
    }

    /// <summary>Replaces an entry with the same id.</summary>
    public Occupancy Add(OccupiedSlot entry)
    {
        var without = Remove(entry.Id);
        return new(entry.Parts.Aggregate(IntervalTree.Add(without._root, entry), IntervalTree.Add), without._byId.Add(entry), without.Count + 1);
    }

    /// <summary>Does nothing if there is no such id.</summary>
    public Occupancy Remove(Guid id) => _byId.TryFind(id, out var entry) ? Remove(entry) : this;

    public bool TryFind(Guid id, [NotNullWhen(true)] out OccupiedSlot? entry) => _byId.TryFind(id, out entry);

    /// <summary>Drops bookings that ended longer ago than <see cref="Kept"/>, and expired holds.</summary>
    public Occupancy Forget(Instant now)
    {
        var (remaining, ticks) = (this, now.ToUnixTimeTicks());
        while (remaining._root is { } root && root.EarliestRelevantUntil < ticks)
        {
            remaining = remaining.Remove(IntervalTree.FirstToForget(root));
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

    private List<OccupiedSlot> AllBut(Predicate<OccupiedSlot> excluded)
    {
        var all = Between(long.MinValue, long.MaxValue);
        all.RemoveAll(excluded);
        return all;
    }

    private Occupancy Remove(OccupiedSlot entry) =>
        new(entry.Parts.Aggregate(IntervalTree.Remove(_root, entry), IntervalTree.Remove), _byId.Remove(entry.Id), Count - 1);
}
