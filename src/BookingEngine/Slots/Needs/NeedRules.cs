using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots.Needs;

/// <summary>Decides which resources can take part in a booking at a start, for searches and commands alike. Valid for a range of starts, and fastest if asked
/// in rising order.</summary>
internal sealed class NeedRules
{
    private readonly NeedPlan _plan;
    private readonly NeedMatching _matching;
    private readonly SlotRules?[] _rules;
    private readonly Unavailability?[] _never;
    private readonly (long Start, Unavailability? Reason)[] _known;
    private readonly bool _isAtOnePlace;

    /// <param name="query">Its service has all candidates as its resources.</param>
    public NeedRules(SlotQuery query, NeedPlan plan, long from, long to)
    {
        var anyStart = query with { AllowsAnyStart = true };
        _plan = plan;
        _matching = new NeedMatching(plan.ByPlace, plan.Candidates.Length);
        _never = [.. plan.Candidates.Select(c => query.UnavailabilityOf(c.Calendar.Resource))];
        _rules = [.. plan.Candidates.Select((c, index) => _never[index] is null ? SlotRules.Of(anyStart, c.Calendar, from, to) : null)];
        _known = new (long, Unavailability?)[plan.Candidates.Length];
        Array.Fill(_known, (long.MinValue, null));
        _isAtOnePlace = plan.Candidates.All(c => c.Calendar.Resource is { Placements: null } r && r.LocationId == plan.Candidates[0].Calendar.Resource.LocationId);
    }

    /// <summary>The starts on the grids of the first need's resources, rising.</summary>
    public List<long> GridStarts(long from, long to)
    {
        var starts = new SortedSet<long>();
        foreach (var candidate in Enumerable.Range(0, _plan.Needs.Length).Where(_plan.HasGrid).SelectMany(place => _plan.ByPlace[place]).Distinct())
        {
            starts.UnionWith(_rules[candidate]?.GridStarts(from, to) ?? []);
        }

        return [.. starts];
    }

    /// <summary>The first resource whose grid has the start.</summary>
    public ResourceId OwnerOf(long start) => _plan.Candidates[Enumerable.Range(0, _plan.Needs.Length).Where(_plan.HasGrid)
        .SelectMany(place => _plan.ByPlace[place]).First(candidate => _rules[candidate]?.IsOnGrid(start) is true)].Calendar.Resource.Id;

    /// <summary>The resource of each place; null if the start cannot be booked.</summary>
    public int[]? AssignmentAt(long start)
    {
        if (_isAtOnePlace)
        {
            return _matching.Find(_plan.Required.AsSpan(), (place, candidate) => IsFree(place, candidate, start));
        }

        var instant = Instant.FromUnixTimeTicks(start);
        foreach (var location in _plan.Candidates.Select(c => c.Location(instant)).Distinct().ToList())
        {
            if (_matching.Find(
                _plan.Required.AsSpan(), (place, candidate) => _plan.Candidates[candidate].Location(instant) == location && IsFree(place, candidate, start)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Why a candidate cannot take a place at the start; null if it can.</summary>
    public Unavailability? UnavailabilityAt(int place, int candidate, long start)
    {
        if (_never[candidate] is { } never)
        {
            return never;
        }

        if (_known[candidate].Start != start)
        {
            _known[candidate] = (start, _rules[candidate]!.UnavailabilityAt(start, out _));
        }

        var reason = _known[candidate].Reason;
        return reason is (null or > Unavailability.OffGrid) && _plan.HasGrid(place) && !_rules[candidate]!.IsOnGrid(start) ? Unavailability.OffGrid : reason;
    }

    private bool IsFree(int place, int candidate, long start) => UnavailabilityAt(place, candidate, start) is null;
}
