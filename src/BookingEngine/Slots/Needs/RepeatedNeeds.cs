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

    /// <param name="starts">Rising, at least one.</param>
    /// <param name="query">Its service has all candidates as its resources.</param>
    /// <param name="isOverride">Whether staff override the rules.</param>
    public RepeatedNeeds(ImmutableArray<Instant> starts, SlotQuery query, NeedPlan plan, bool isOverride)
    {
        (_plan, _starts) = (plan, starts);
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
        var all = Enumerable.Repeat(ulong.MaxValue, Words).ToArray();
        foreach (var group in _groups)
        {
            if (new PlaceMatching(_plan).Find((place, candidate) => group.Contains(candidate) && Count(_free[place][candidate]) == _starts.Length) is { } whole)
            {
                return (ResourcesOf(whole), _starts.Length);
            }
        }

        var best = new Best(_plan.Needs.Length);
        foreach (var group in _groups)
        {
            Fill(0, all, new int[_plan.Needs.Length], group, best);
        }

        return best.Places is { } places ? (ResourcesOf(places), best.Free) : null;
    }

    private int Words => ((_starts.Length - 1) / BitsPerWord) + 1;

    // In the order of preference, so that the first of those that are free as often is the preferred one.
    private void Fill(int place, ulong[] free, int[] taken, HashSet<int> group, Best best)
    {
        if (Math.Min(Count(free), _starts.Length) <= best.Free || best.Tried > MaximumTried)
        {
            return;
        }

        if (place == taken.Length)
        {
            best.Take(taken, Count(free));
            return;
        }

        foreach (var candidate in _plan.ByPlace[place])
        {
            if (group.Contains(candidate) && MayTake(place, candidate, taken))
            {
                (best.Tried, taken[place]) = (best.Tried + 1, candidate);
                Fill(place + 1, [.. free.Zip(_free[place][candidate], (before, own) => before & own)], taken, group, best);
            }
        }
    }

    // The places of one need are alike, so each set of resources is tried once. Enough places must be left for those that must take part.
    private bool MayTake(int place, int candidate, int[] taken)
    {
        var before = taken.AsSpan(0, place);
        if (before.Contains(candidate) || (place > 0 && _plan.Needs[place] == _plan.Needs[place - 1]
            && _plan.ByPlace[place].IndexOf(candidate) < _plan.ByPlace[place].IndexOf(taken[place - 1])))
        {
            return false;
        }

        var missing = 0;
        foreach (var required in _plan.Required)
        {
            missing += required == candidate || before.Contains(required) ? 0 : 1;
        }

        return missing < taken.Length - place;
    }

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

    private sealed class Best(int places)
    {
        public int[]? Places { get; private set; }

        public int Free { get; private set; } = -1;

        public int Tried { get; set; }

        public void Take(int[] taken, int free) => (Places, Free) = ([.. taken.Take(places)], free);
    }
}
