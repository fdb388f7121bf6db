using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;

namespace BookingEngine.Calendars;

/// <summary>Reads resources with their calendars, locations and external busy times.</summary>
public sealed class CalendarReader(AggregateLoader loader, CatalogueCache catalogue, ExternalBusyReader external)
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

        return await AtLocationAsync(known.State, cancellation);
    }

    /// <summary>Null if there is no such resource. Its calendar is as it is now.</summary>
    public async Task<ResourceAtLocation?> FindNewestAsync(ResourceId id, CancellationToken cancellation) =>
        CatalogueIdRules.IsValid(id.Value)
            ? await AtLocationAsync((await loader.RefreshAsync<Calendar>(Calendar.StreamOf(id), cancellation)).State, cancellation)
            : null;

    private async Task<ResourceAtLocation?> AtLocationAsync(Calendar state, CancellationToken cancellation) =>
        state.Resource.Value is { } resource && await catalogue.LocationsOfAsync(resource, cancellation) is { } locations
            ? new ResourceAtLocation(resource, locations, state) { External = await external.ReadAsync(resource.Id, state.ExternalCalendars, cancellation) }
            : null;
}
