using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Catalogue.Warnings;

/// <summary>The warnings about an object that is about to be written, together with the other objects as they are. They are advice: a
/// concurrent write may be missed.</summary>
public sealed class CatalogueWarnings(CatalogueReader<Service> services, CatalogueReader<Resource> resources, CatalogueReader<Location> locations)
{
    /// <summary>The maximum number of warnings in an answer.</summary>
    private const int Maximum = 100;

    public async Task<IReadOnlyList<CatalogueWarning>> OfAsync(Service written, Instant now, CancellationToken cancellation) =>
        written.Active
            ?
            [
                .. ServiceWarnings.OfItself(written).Concat(await OfVisitsAsync(written, cancellation))
                    .Concat(await OfAsync(written, new Known(), _ => true, now, cancellation)).Take(Maximum),
            ]
            : [];

    public Task<IReadOnlyList<CatalogueWarning>> OfAsync(Resource written, Instant now, CancellationToken cancellation)
    {
        var known = new Known();
        known.Resources[written.Id] = written;
        return OfServicesAsync(known, resource => resource.Id == written.Id, now, cancellation);
    }

    /// <summary>The warnings about the hours of the resources that stand there at some time.</summary>
    public async Task<IReadOnlyList<CatalogueWarning>> OfAsync(Location written, Instant now, CancellationToken cancellation)
    {
        var known = new Known();
        known.Locations[written.Id] = written;
        foreach (var resource in (await resources.ListAsync(null, null, includeRetired: false, cancellation)).Items)
        {
            known.Resources[resource.Id] = resource;
        }

        return known.Resources.Values.Any(IsThere) ? await OfServicesAsync(known, IsThere, now, cancellation) : [];

        bool IsThere(Resource? resource) => resource is not null && ResourceLocations.IdsOf(resource).Contains(written.Id);
    }

    /// <summary>Of a visit: the warnings about the limits of its segments. Of another service with limits: those about the visits that have it.</summary>
    private async Task<IReadOnlyList<CatalogueWarning>> OfVisitsAsync(Service written, CancellationToken cancellation)
    {
        if (written.Segments is not { } segments)
        {
            return written.Limits.Apply
                ? [.. (await services.ListAsync(null, null, includeRetired: false, cancellation)).Items.SelectMany(visit => ServiceWarnings.OfSegments(visit, written))]
                : [];
        }

        List<CatalogueWarning> found = [];
        foreach (var id in segments.Select(segment => segment.ServiceId).Distinct())
        {
            found.AddRange((await services.FindAsync(id.Value, cancellation))?.Value is { } segment ? ServiceWarnings.OfSegments(written, segment) : []);
        }

        return found;
    }

    /// <summary>The warnings about services with a resource that <paramref name="concerns"/> names.</summary>
    private async Task<IReadOnlyList<CatalogueWarning>> OfServicesAsync(
        Known known, Func<Resource, bool> concerns, Instant now, CancellationToken cancellation)
    {
        List<CatalogueWarning> found = [];
        foreach (var service in (await services.ListAsync(null, null, includeRetired: false, cancellation)).Items)
        {
            if (service.ResourceIds.Any(id => known.Resources.GetValueOrDefault(id) is { } resource && concerns(resource)))
            {
                found.AddRange(await OfAsync(service, known, concerns, now, cancellation));
            }
        }

        return [.. found.Take(Maximum)];
    }

    private async Task<IEnumerable<CatalogueWarning>> OfAsync(
        Service service, Known known, Func<Resource, bool> concerns, Instant now, CancellationToken cancellation)
    {
        List<(Resource, ZoneSchedule)> found = [];
        foreach (var id in service.ResourceIds)
        {
            if (await ResourceAsync(id, known, cancellation) is { } resource && await ZonesAsync(resource, known, cancellation) is { } zones)
            {
                found.Add((resource, zones));
            }
        }

        return ServiceWarnings.Of(service, found, concerns, now);
    }

    private async Task<Resource?> ResourceAsync(ResourceId id, Known known, CancellationToken cancellation)
    {
        if (!known.Resources.TryGetValue(id, out var resource))
        {
            known.Resources[id] = resource = (await resources.FindAsync(id.Value, cancellation))?.Value;
        }

        return resource;
    }

    /// <summary>Null if a location does not exist. Then the write will be refused.</summary>
    private async Task<ZoneSchedule?> ZonesAsync(Resource resource, Known known, CancellationToken cancellation)
    {
        foreach (var id in ResourceLocations.IdsOf(resource).Where(id => !known.Locations.ContainsKey(id)).ToList())
        {
            if ((await locations.FindAsync(id.Value, cancellation))?.Value is { } location)
            {
                known.Locations[id] = location;
            }
        }

        return ResourceLocations.Of(resource, known.Locations.Values)?.Zones;
    }

    /// <summary>The objects as they will be after the write.</summary>
    private sealed class Known
    {
        public Dictionary<ResourceId, Resource?> Resources { get; } = [];

        public Dictionary<LocationId, Location> Locations { get; } = [];
    }
}
