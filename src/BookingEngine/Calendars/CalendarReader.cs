using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;

namespace BookingEngine.Calendars;

/// <summary>Reads resources with their calendars and locations.</summary>
public sealed class CalendarReader(AggregateLoader loader, CatalogueCache catalogue)
{
    /// <summary>Skips ids that do not exist. Keeps the order of the ids.</summary>
    public async Task<ImmutableArray<ResourceAtLocation>> FindAsync(IEnumerable<ResourceId> ids, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<ResourceAtLocation>();
        foreach (var id in ids)
        {
            if (await FindAsync(id, cancellation) is { } resource)
            {
                found.Add(resource);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Null if there is no such resource.</summary>
    public async Task<ResourceAtLocation?> FindAsync(ResourceId id, CancellationToken cancellation)
    {
        if (!CatalogueIdRules.IsValid(id.Value))
        {
            return null;
        }

        var stream = Calendar.StreamOf(id);
        var (known, mayBeOld) = await loader.LoadAsync<Calendar>(stream, cancellation);
        if (known.State.Resource.Value is null && mayBeOld)
        {
            known = await loader.RefreshAsync<Calendar>(stream, cancellation);
        }

        return known.State.Resource.Value is { } resource && await catalogue.LocationsOfAsync(resource, cancellation) is { } locations
            ? new ResourceAtLocation(resource, locations, known.State)
            : null;
    }
}
