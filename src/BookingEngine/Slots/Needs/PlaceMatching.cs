using System.Collections.Immutable;
using BookingEngine.Catalogue;

namespace BookingEngine.Slots.Needs;

/// <summary>Gives each place of a booking a resource. The places of a booking that needs several at once get different ones. Those of a visit come one after
/// the other, so one resource may take several.</summary>
internal sealed class PlaceMatching(NeedPlan plan)
{
    private readonly NeedMatching? _different = plan.Visit is null ? new NeedMatching(plan.ByPlace, plan.Candidates.Length) : null;

    /// <summary>The resource of each place; null if there is no assignment.</summary>
    /// <param name="isFree">Whether a resource can take a place.</param>
    public int[]? Find(Func<int, int, bool> isFree)
    {
        if (_different is { } different)
        {
            return different.Find(plan.Required.AsSpan(), isFree);
        }

        var (none, parts) = (new int[plan.Needs.Length], plan.Visit!.Value);
        Array.Fill(none, -1);

        // Without this, one that can take no place would be found so for each order of the others.
        return plan.Required.All(required => Enumerable.Range(0, parts.Length).Any(place => parts[place].Leader == place && CanTake(place, required, parts, isFree)))
            ? Place(0, none, parts, isFree)
            : null;
    }

    // Each required resource gets places of its own, as there are few. The others then do not depend on each other.
    private int[]? Place(int required, int[] taken, ImmutableArray<VisitPart> parts, Func<int, int, bool> isFree)
    {
        if (required == plan.Required.Length)
        {
            return Fill(taken, parts, isFree);
        }

        for (var leader = 0; leader < parts.Length; leader++)
        {
            if (parts[leader].Leader == leader && taken[leader] < 0 && CanTake(leader, plan.Required[required], parts, isFree)
                && Place(required + 1, With(taken, leader, plan.Required[required], parts), parts, isFree) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private int[]? Fill(int[] taken, ImmutableArray<VisitPart> parts, Func<int, int, bool> isFree)
    {
        for (var leader = 0; leader < parts.Length; leader++)
        {
            if (parts[leader].Leader != leader || taken[leader] >= 0)
            {
                continue;
            }

            var first = plan.ByPlace[leader].FirstOrDefault(candidate => CanTake(leader, candidate, parts, isFree), -1);
            if (first < 0)
            {
                return null;
            }

            taken = With(taken, leader, first, parts);
        }

        return taken;
    }

    private bool CanTake(int leader, int candidate, ImmutableArray<VisitPart> parts, Func<int, int, bool> isFree)
    {
        for (var place = leader; place < parts.Length; place++)
        {
            if (parts[place].Leader == leader && (!plan.ByPlace[place].Contains(candidate) || !isFree(place, candidate)))
            {
                return false;
            }
        }

        return true;
    }

    private static int[] With(int[] taken, int leader, int candidate, ImmutableArray<VisitPart> parts)
    {
        int[] with = [.. taken];
        for (var place = leader; place < parts.Length; place++)
        {
            with[place] = parts[place].Leader == leader ? candidate : with[place];
        }

        return with;
    }
}
