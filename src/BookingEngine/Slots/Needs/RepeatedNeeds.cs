using System.Collections.Immutable;
using System.Numerics;
using BookingEngine.Catalogue;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots.Needs;

/// <summary>Finds resources for a booking that is repeated: the same ones at each start.</summary>
public sealed class RepeatedNeeds
{
    /// <summary>How many resources it tries in places before it takes the best that it has found. Only services with many alike resources reach it.</summary>
    private const int MaximumTried = 100_000;

    private const int BitsPerWord = 64;

    private readonly NeedPlan _plan;
    private readonly ImmutableArray<Instant> _starts;
    private readonly ulong[][][] _free;
    private readonly ImmutableArray<HashSet<int>> _groups;

    // The places that are hardest to fill first, so that few tries end without an assignment.
    private readonly ImmutableArray<int> _order;

    /// <param name="starts">Rising, at least one.</param>
    /// <param name="query">Its service has all candidates as its resources.</param>
    /// <param name="isOverride">Whether staff override the rules.</param>
    public RepeatedNeeds(ImmutableArray<Instant> starts, SlotQuery query, NeedPlan plan, bool isOverride)
    {
        (_plan, _starts) = (plan, starts);
        _order = [.. Enumerable.Range(0, plan.Needs.Length).OrderBy(place => plan.ByPlace[place].Length)];
        var (from, to) = (SlotRange.Ticks(starts[0]), SlotRange.Ticks(starts[^1]));
        var rules = new NeedRules(query, plan, from, to);
        _free = [.. plan.Needs.Select((_, place) => plan.Candidates.Select((_, candidate) => FreeStarts(start => IsFree(place, candidate, start))).ToArray())];
        _groups = [.. Enumerable.Range(0, plan.Candidates.Length).GroupBy(WayOf, StringComparer.Ordinal).Select(group => group.ToHashSet())];

        bool IsFree(int place, int candidate, Instant start) => isOverride
            ? SlotCheck.UnavailabilityForOverride(start, plan.QueryOf(place, query), plan.Candidates[candidate].Calendar) is null
            : start < SlotRange.Latest && rules.UnavailabilityAt(place, candidate, SlotRange.Ticks(start)) is null;
    }

    /// <summary>The resource of each place: free at each start, or else at most of them. Null if there are not enough resources.</summary>
    public (ImmutableArray<ResourceId> Resources, int Free)? Find()
    {
        foreach (var group in _groups)
        {
            if (new PlaceMatching(_plan).Find((place, candidate) => group.Contains(candidate) && Count(_free[place][candidate]) == _starts.Length) is { } whole)
            {
                return (ResourcesOf(whole), _starts.Length);
            }
        }

        var best = new Best();
        foreach (var group in _groups)
        {
            // There may be one that the tries do not come to.
            var any = new PlaceMatching(_plan).Find((_, candidate) => group.Contains(candidate));
            Fill(0, AllStarts, new int[_order.Length], group, best);
            best.TakeIfNone(any, places => Count(places.Index().Aggregate(AllStarts, (free, c) => And(free, _free[c.Index][c.Item]))));
        }

        return best.Places is { } found ? (ResourcesOf(found), best.Free) : null;
    }

    private ulong[] AllStarts => FreeStarts(_ => true);

    private int Words => ((_starts.Length - 1) / BitsPerWord) + 1;

    // In the order of preference, so that the first of those that are free as often is the preferred one.
    /// <param name="taken">The candidates of the places before, in the order of the search.</param>
    private void Fill(int depth, ulong[] free, int[] taken, HashSet<int> group, Best best)
    {
        if (Count(free) <= best.Free || best.Tried > MaximumTried)
        {
            return;
        }

        if (depth == taken.Length)
        {
            best.Take([.. Enumerable.Range(0, taken.Length).Select(place => taken[_order.IndexOf(place)])], Count(free));
            return;
        }

        var place = _order[depth];
        foreach (var candidate in _plan.ByPlace[place].Where(candidate => group.Contains(candidate) && MayTake(depth, candidate, taken)))
        {
            (best.Tried, taken[depth]) = (best.Tried + 1, candidate);
            Fill(depth + 1, And(free, _free[place][candidate]), taken, group, best);
        }
    }

    // The places of one need are alike, so each set of resources is tried once. Enough places must be left for those that must take part.
    private bool MayTake(int depth, int candidate, int[] taken)
    {
        var before = taken.AsSpan(0, depth);
        if (before.Contains(candidate) || (depth > 0 && _plan.Needs[_order[depth]] == _plan.Needs[_order[depth - 1]]
            && _plan.ByPlace[_order[depth]].IndexOf(candidate) < _plan.ByPlace[_order[depth]].IndexOf(taken[depth - 1])))
        {
            return false;
        }

        var missing = 0;
        foreach (var required in _plan.Required)
        {
            missing += required == candidate || before.Contains(required) ? 0 : 1;
        }

        return missing < taken.Length - depth;
    }

    private static ulong[] And(ulong[] one, ulong[] other) => [.. one.Zip(other, (left, right) => left & right)];

    private ulong[] FreeStarts(Func<Instant, bool> isFree)
    {
        var bits = new ulong[Words];
        foreach (var (index, start) in _starts.Index())
        {
            bits[index / BitsPerWord] |= isFree(start) ? 1UL << (index % BitsPerWord) : 0;
        }

        return bits;
    }

    // All resources of a booking are at one location.
    private string WayOf(int candidate)
    {
        var at = _plan.Candidates[candidate];
        LocationId[] way = at.Calendar.Resource.Placements is null ? [at.Calendar.Resource.LocationId] : [.. _starts.Select(start => at.Location(start))];
        return string.Join('|', way.Distinct().Count() == 1 ? way[..1] : way);
    }

    private static int Count(ulong[] bits) => bits.Sum(BitOperations.PopCount);

    private ImmutableArray<ResourceId> ResourcesOf(int[] places) => [.. places.Select(candidate => _plan.Candidates[candidate].Calendar.Resource.Id)];

    private sealed class Best
    {
        public int[]? Places { get; private set; }

        public int Free { get; private set; } = -1;

        public int Tried { get; set; }

        public void Take(int[] places, int free) => (Places, Free) = (places, free);

        public void TakeIfNone(int[]? places, Func<int[], int> free)
        {
            if (Places is null && places is not null)
            {
                Take(places, free(places));
            }
        }
    }
}
