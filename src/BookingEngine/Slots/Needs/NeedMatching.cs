using System.Collections.Immutable;

namespace BookingEngine.Slots.Needs;

/// <summary>Gives each place of a booking of several resources a resource of its own, by augmenting paths (Kuhn). It finds an assignment if there is one: that
/// is so if and only if each set of needs has enough free resources together (Hall). It asks about a resource only when it tries it, so a start at which
/// much is free costs a few questions.</summary>
/// <param name="candidates">For each place: the resources that may take it, the preferred first.</param>
public sealed class NeedMatching(ImmutableArray<ImmutableArray<int>> candidates, int resources)
{
    private readonly int[] _placeOf = new int[resources], _tried = new int[resources];
    private int _round;

    /// <summary>The resource of each place; null if there is no assignment.</summary>
    /// <param name="required">Resources that must have a place.</param>
    /// <param name="isFree">Whether a resource can take a place.</param>
    public int[]? Find(ReadOnlySpan<int> required, Func<int, int, bool> isFree)
    {
        Array.Fill(_placeOf, -1);
        var taken = new int[candidates.Length];
        Array.Fill(taken, -1);
        foreach (var resource in required)
        {
            _round++;
            if (!TryPlace(resource, taken, isFree, new bool[candidates.Length]))
            {
                return null;
            }
        }

        // A resource that has a place keeps one from here on.
        for (var place = 0; place < candidates.Length; place++)
        {
            _round++;
            if (taken[place] < 0 && !TryFill(place, taken, isFree))
            {
                return null;
            }
        }

        return taken;
    }

    private bool TryFill(int place, int[] taken, Func<int, int, bool> isFree)
    {
        foreach (var resource in candidates[place])
        {
            if (_tried[resource] == _round || !isFree(place, resource))
            {
                continue;
            }

            _tried[resource] = _round;
            if (_placeOf[resource] < 0 || TryFill(_placeOf[resource], taken, isFree))
            {
                (_placeOf[resource], taken[place]) = (place, resource);
                return true;
            }
        }

        return false;
    }

    private bool TryPlace(int resource, int[] taken, Func<int, int, bool> isFree, bool[] tried)
    {
        for (var place = 0; place < candidates.Length; place++)
        {
            if (tried[place] || !candidates[place].Contains(resource) || !isFree(place, resource))
            {
                continue;
            }

            tried[place] = true;
            if (taken[place] < 0 || TryPlace(taken[place], taken, isFree, tried))
            {
                (_placeOf[resource], taken[place]) = (place, resource);
                return true;
            }
        }

        return false;
    }
}
