using System.Collections.Immutable;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots.Needs;

/// <summary>The location of a resource at an instant.</summary>
public delegate LocationId LocationAt(Instant instant);

/// <summary>A resource that may take part in a booking of several.</summary>
/// <param name="Location">All resources of a booking are at one location.</param>
public sealed record NeedCandidate(ResourceOccupancy Calendar, LocationAt Location);

/// <summary>The places that a booking of several resources has, and who may take them.</summary>
/// <param name="Candidates">Each resource once.</param>
/// <param name="Needs">Of each place: its need, counted from 0. The grid is that of the first need.</param>
/// <param name="ByPlace">Of each place: the candidates, the preferred first.</param>
public sealed record NeedPlan(
    ImmutableArray<NeedCandidate> Candidates, ImmutableArray<int> Needs, ImmutableArray<ImmutableArray<int>> ByPlace)
{
    /// <summary>The candidates that must take part; empty for any.</summary>
    public ImmutableArray<int> Required { get; init; } = [];

    /// <summary>For a visit: its parts, one for each place, one after the other. Null for a booking that takes its resources at once.</summary>
    public ImmutableArray<VisitPart>? Visit { get; init; }

    /// <summary>Whether a resource in the place must have the start on its grid. The others only have to be open and free.</summary>
    public bool HasGrid(int place) => Needs[place] == 0;

    /// <summary>The candidates on whose grids bookings begin.</summary>
    public IEnumerable<int> GridCandidates => Enumerable.Range(0, Needs.Length).Where(HasGrid).SelectMany(place => ByPlace[place]).Distinct();

    /// <summary>Whether the resources are enough if all of them are free.</summary>
    public bool IsPossible => new PlaceMatching(this).Find((_, _) => true) is not null;

    /// <summary>The start of a place in a booking that starts then.</summary>
    public Instant StartOf(int place, Instant start) => Visit is { } parts ? parts[place].StartIn(start) : start;

    /// <summary>What to look for in a place.</summary>
    internal SlotQuery QueryOf(int place, SlotQuery query) => Visit is null ? query with { AllowsAnyStart = !HasGrid(place) } : query.PartAt(place);

    /// <param name="order">The preferred candidates first.</param>
    public static NeedPlan Of(
        ImmutableArray<ResourceNeed> needs, ImmutableArray<NeedCandidate> candidates, Func<int, IEnumerable<int>, IEnumerable<int>> order)
    {
        var (places, byPlace) = (ImmutableArray.CreateBuilder<int>(), ImmutableArray.CreateBuilder<ImmutableArray<int>>());
        foreach (var (index, need) in needs.Index())
        {
            ImmutableArray<int> meet = [.. order(index, Enumerable.Range(0, candidates.Length).Where(c => need.IsMetBy(candidates[c].Calendar.Resource)))];
            places.AddRange(Enumerable.Repeat(index, need.Count));
            byPlace.AddRange(Enumerable.Repeat(meet, need.Count));
        }

        return new(candidates, places.ToImmutable(), byPlace.ToImmutable());
    }
}
