using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace BookingEngine.Slots.Occupied;

/// <summary>The bookings, holds and moves that take time of one resource. Immutable. Each operation takes logarithmic time; a search also
/// takes time for each result.</summary>
public sealed class Occupancy
{
    private readonly IntervalTree? _root;
    private readonly SlotsById _byId;
    private readonly ChangeOwner? _owner;

    private Occupancy(IntervalTree? root, SlotsById byId, int count, ChangeOwner? owner) => (_root, _byId, Count, _owner) = (root, byId, count, owner);

    /// <summary>How long a booking is remembered after its end, including buffers. During this time its outcome can still be
    /// recorded.</summary>
    public static Duration Memory { get; } = Duration.FromDays(31);

    /// <summary>How long it is stored. A month is up to 31 days long, and 27 hours more where clocks go back and a resource moves west. A
    /// limit by month counts all of it.</summary>
    public static Duration Kept { get; } = Memory + Duration.FromHours(27);

    public static Occupancy None { get; } = new(null, SlotsById.None, 0, owner: null);

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
        var owner = new ChangeOwner();
        return new(IntervalTree.Of(sorted), byId.Values.Aggregate(SlotsById.None, (slots, entry) => slots.Add(entry, owner)), byId.Count, owner: null);
    }

    /// <summary>The same for many changes in turn: each may overwrite what the one before has made, instead of copying it. Use only the result of the last one, and
    /// <see cref="Unchanging"/> of it.</summary>
    public Occupancy Changing() => new(_root, _byId, Count, new ChangeOwner());

    /// <summary>Ends what <see cref="Changing"/> began: it is immutable again.</summary>
    public Occupancy Unchanging() => new(_root, _byId, Count, owner: null);

    /// <summary>Replaces an entry with the same id.</summary>
    public Occupancy Add(OccupiedSlot entry)
    {
        var without = Remove(entry.Id);
        var root = IntervalTree.Add(without._root, entry, _owner);
        foreach (var part in entry.Parts)
        {
            root = IntervalTree.Add(root, part, _owner);
        }

        return new(root, without._byId.Add(entry, _owner), without.Count + 1, _owner);
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

    private Occupancy Remove(OccupiedSlot entry)
    {
        var root = IntervalTree.Remove(_root, entry, _owner);
        foreach (var part in entry.Parts)
        {
            root = IntervalTree.Remove(root, part, _owner);
        }

        return new(root, _byId.Remove(entry.Id, _owner), Count - 1, _owner);
    }
}
