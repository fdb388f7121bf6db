using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots.Needs;

/// <summary>Decides which resources can take part in a booking at a start, for searches and commands alike. Valid for a range of starts, and fastest if asked
/// in rising order.</summary>
internal sealed class NeedRules
{
    private readonly NeedPlan _plan;
    private readonly PlaceMatching _matching;
    private readonly long[] _offsets;
    private readonly SlotRules?[] _rules;
    private readonly Unavailability?[] _never;
    private readonly (long Start, Unavailability? Reason)[] _known;
    private readonly bool _isAtOnePlace;

    /// <param name="query">Its service has all candidates as its resources.</param>
    public NeedRules(SlotQuery query, NeedPlan plan, long from, long to)
    {
        (_plan, _matching) = (plan, new PlaceMatching(plan));
        _offsets = plan.Visit is { } parts ? [.. parts.Select(part => part.Offset.BclCompatibleTicks)] : [0];
        var all = plan.Candidates.Length * _offsets.Length;
        (_never, _rules, _known) = (new Unavailability?[all], new SlotRules?[all], new (long, Unavailability?)[all]);
        Array.Fill(_known, (long.MinValue, null));
        for (var row = 0; row < _offsets.Length; row++)
        {
            Prepare(row, plan.QueryOf(row, query) with { AllowsAnyStart = true }, from + _offsets[row], to + _offsets[row]);
        }

        _isAtOnePlace = plan.Candidates.All(c => c.Calendar.Resource is { Placements: null } r && r.LocationId == plan.Candidates[0].Calendar.Resource.LocationId);
    }

    /// <summary>The starts on the grids of the first need's resources, rising.</summary>
    public List<long> GridStarts(long from, long to)
    {
        var starts = new SortedSet<long>();
        foreach (var candidate in _plan.GridCandidates)
        {
            starts.UnionWith(_rules[IndexOf(0, candidate)]?.GridStarts(from, to) ?? []);
        }

        return [.. starts];
    }

    /// <summary>The first resource whose grid has the start.</summary>
    public ResourceId OwnerOf(long start) => _plan.Candidates[_plan.GridCandidates.First(candidate => _rules[IndexOf(0, candidate)]?.IsOnGrid(start) is true)].Calendar.Resource.Id;

    /// <summary>The resource of each place; null if the start cannot be booked.</summary>
    public int[]? AssignmentAt(long start)
    {
        if (_isAtOnePlace)
        {
            return _matching.Find((place, candidate) => IsFree(place, candidate, start));
        }

        var instant = Instant.FromUnixTimeTicks(start);
        foreach (var location in _plan.Candidates.Select(c => c.Location(instant)).Distinct().ToList())
        {
            if (_matching.Find(
                (place, candidate) => _plan.Candidates[candidate].Location(instant) == location && IsFree(place, candidate, start)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether the resources are enough if all of them are free that are not retired.</summary>
    public bool AreEverEnough => _matching.Find((place, candidate) => PermanentReason(place, candidate) is null) is not null;

    public static bool IsPermanent(Unavailability reason) => reason <= Unavailability.QuantityOutOfRange;

    /// <summary>Why a candidate can take a place at no time, such as that it is retired; null if it can at some time.</summary>
    public Unavailability? PermanentReason(int place, int candidate) => _never[IndexOf(place, candidate)] is { } never && IsPermanent(never) ? never : null;

    /// <summary>Whether enough resources are free at the start, but not at one location.</summary>
    public bool AreApart(long start) => !_isAtOnePlace && _matching.Find((place, candidate) => IsFree(place, candidate, start)) is not null;

    /// <summary>Why a candidate cannot take a place at the start; null if it can.</summary>
    public Unavailability? UnavailabilityAt(int place, int candidate, long start)
    {
        var index = IndexOf(place, candidate);
        if (_never[index] is { } never)
        {
            return never;
        }

        if (_known[index].Start != start)
        {
            _known[index] = (start, _rules[index]!.UnavailabilityAt(start + OffsetOf(place), out _));
        }

        var reason = _known[index].Reason;
        return reason is (null or > Unavailability.OffGrid) && _plan.HasGrid(place) && !_rules[index]!.IsOnGrid(start) ? Unavailability.OffGrid : reason;
    }

    // A visit has a row of rules for each part, other bookings one.
    private void Prepare(int row, SlotQuery query, long from, long to)
    {
        foreach (var (candidate, at) in _plan.Candidates.Index())
        {
            var index = IndexOf(row, candidate);
            _never[index] = query.UnavailabilityOf(at.Calendar.Resource);
            _rules[index] = _never[index] is null ? SlotRules.Of(query, at.Calendar, from, to) : null;
        }
    }

    private int IndexOf(int place, int candidate) => _plan.Visit is null ? candidate : (place * _plan.Candidates.Length) + candidate;

    private long OffsetOf(int place) => _plan.Visit is null ? 0 : _offsets[place];

    private bool IsFree(int place, int candidate, long start) => UnavailabilityAt(place, candidate, start) is null;
}
