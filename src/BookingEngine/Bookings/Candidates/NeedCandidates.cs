using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>The resources to choose from for a booking of several.</summary>
/// <param name="Query">Its service has all of these as its resources.</param>
/// <param name="Resources">In the order of the plan's candidates.</param>
public sealed record NeedCandidates(SlotQuery Query, ImmutableArray<ResourceAtLocation> Resources, NeedPlan Plan)
{
    /// <param name="required">Resources that must take part.</param>
    /// <param name="preferred">Resources that come first, where they are free.</param>
    /// <returns>The refusal of a required resource that meets no need.</returns>
    public static Outcome<NeedCandidates> Of(
        SlotQuery query, ImmutableArray<ResourceNeed> needs, ImmutableArray<ResourceAtLocation> resources, Instant start,
        IReadOnlyCollection<ResourceId> required, IReadOnlyCollection<ResourceId> preferred)
    {
        var all = query with { Service = query.Service with { ResourceIds = [.. resources.Select(r => r.Resource.Id)] } };
        var ranks = SlotAssignment.Order(resources, all, start).Select((at, rank) => (at.Resource.Id, rank)).ToDictionary(r => r.Id, r => r.rank);
        var plan = NeedCandidateReader.PlanOf(
            needs, resources, (place, some) => some
                .OrderBy(c => query.Service.Parts is { } parts && parts[place].Present == resources[c].Resource.Id ? 0 : 1)
                .ThenBy(c => preferred.Contains(resources[c].Resource.Id) || (query.Service.Parts is not null && required.Contains(resources[c].Resource.Id)) ? 0 : 1).ThenBy(c => ranks[resources[c].Resource.Id]));
        ImmutableArray<int> places = [.. required.Distinct().Select(id => resources.IndexOf(resources.FirstOrDefault(r => r.Resource.Id == id)!))];
        plan = plan with { Visit = query.Service.Parts, Required = [.. places.Where(place => place >= 0)] };
        return places.Contains(-1) || !plan.IsPossible ? places.IsEmpty ? SlotRefusals.NeedsNotMet : SlotRefusals.NotOffered
            : new NeedCandidates(all, resources, plan);
    }

    /// <summary>One way to give the booking its resources at the start, the first one of each need first; otherwise why there is none.</summary>
    /// <param name="isOverride">Whether staff override the rules. Free resources are still preferred.</param>
    public (ImmutableArray<BookedResource>? Resources, Unavailability? Reason) AssignmentAt(Instant start, bool isOverride)
    {
        var (found, reason) = NeedSearch.AssignmentAt(start, Query, Plan);
        if (found is null && isOverride)
        {
            (found, reason) = NeedSearch.AssignmentForOverride(start, Query, Plan);
        }

        return (found is { } resources ? [.. resources.Select((id, place) => new BookedResource(id, Plan.Needs[place]))] : null, reason);
    }

    /// <summary>A resource's part of the booking.</summary>
    /// <param name="places">The resource of each place.</param>
    public SlotCandidate CandidateOf(ImmutableArray<BookedResource> places, ResourceId resource, Instant start, bool isOverride)
    {
        var at = Resources.First(r => r.Resource.Id == resource);
        return Plan.Visit is null
            ? new(Query with { AllowsAnyStart = places.First(place => place.ResourceId == resource).Need != 0 }, at, start, isOverride)
            : new(Query, at, start, isOverride)
            {
                Parts = [.. places.Index().Where(p => p.Item.ResourceId == resource).Select(p => (Plan.QueryOf(p.Index, Query), Plan.StartOf(p.Index, start)))],
            };
    }

    /// <summary>The segments of a visit; null for another booking.</summary>
    /// <inheritdoc cref="CandidateOf"/>
    public ImmutableArray<BookedSegment>? SegmentsOf(ImmutableArray<BookedResource> places, Instant start) => Plan.Visit is not { } parts ? null :
    [
        .. places.Zip(parts, (place, part) => new BookedSegment(
            part.Service.Id, place.ResourceId, part.StartIn(start), part.EndIn(start), part.Service.BufferBefore, part.Service.BufferAfter)),
    ];
}
