using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots.Needs;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>Reads the resources that can meet the needs of a service.</summary>
public sealed class NeedCandidateReader(CalendarReader calendars, CatalogueReader<Resource> resources)
{
    /// <summary>The resources with their calendars, listed ones first, those of a kind by id.</summary>
    /// <param name="isNewest">Whether the calendars are as the store has them now. Cached ones may be out of date.</param>
    public async Task<ImmutableArray<ResourceAtLocation>> ReadAsync(
        ImmutableArray<ResourceNeed> needs, bool isNewest, CancellationToken cancellation)
    {
        var ids = await FindIdsAsync(needs, cancellation);
        var found = isNewest
            ? [.. (await Task.WhenAll(ids.Select(id => calendars.FindNewestAsync(id, cancellation)))).OfType<ResourceAtLocation>()]
            : await calendars.FindAsync(ids, cancellation);
        return [.. found.Where(at => needs.Any(need => need.IsMetBy(at.Resource)))];
    }

    /// <summary>Whether the active resources are enough for one booking, whatever is booked.</summary>
    public async Task<bool> AreEnoughAsync(Service service, CancellationToken cancellation)
    {
        var needs = service.Needs!.Value;
        var found = await ReadAsync(needs, isNewest: true, cancellation);
        return found.Where(at => at.Resource.Active).GroupBy(at => at.Resource.LocationId).Any(place => (PlanOf(needs, [.. place], (_, some) => some) with { Visit = service.Parts }).IsPossible);
    }

    /// <summary>The plan for a booking.</summary>
    /// <param name="order">Of a need and its candidates: the preferred first.</param>
    public static NeedPlan PlanOf(
        ImmutableArray<ResourceNeed> needs, ImmutableArray<ResourceAtLocation> candidates, Func<int, IEnumerable<int>, IEnumerable<int>> order) => NeedPlan.Of(
        needs, [.. candidates.Select(at => new NeedCandidate(at.Occupancy, (Instant instant) => at.Locations.At(instant).Id))], order);

    /// <summary>The resources that may meet the needs.</summary>
    public async Task<IReadOnlyList<ResourceId>> FindIdsAsync(ImmutableArray<ResourceNeed> needs, CancellationToken cancellation)
    {
        List<ResourceId> ids = [.. needs.SelectMany(need => need.ResourceIds ?? [])];
        if (needs.Any(need => need.Kind is not null))
        {
            var (all, _) = await resources.ListAsync(after: null, limit: null, includeRetired: false, cancellation);
            ids.AddRange(all.Where(resource => needs.Any(need => need.Kind is not null && need.IsMetBy(resource))).Select(resource => resource.Id));
        }

        return [.. ids.Distinct()];
    }
}
