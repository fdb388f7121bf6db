using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>A resource's location, as a decision needs it beside the calendar.</summary>
/// <param name="State">The calendar as this process knows it, which may be behind.</param>
public sealed record ResourceAtLocation(Resource Resource, Location Location, Calendar State)
{
    /// <summary>As the availability engine takes it.</summary>
    public ResourceCalendar View => new(Resource, Zone, State.Taken);

    public DateTimeZone Zone => ZoneData.Zones[Location.TimeZone];
}

/// <summary>Finds resources by their own calendars, and where they stand.</summary>
public sealed class CalendarReader(AggregateLoader loader, CatalogueCache catalogue)
{
    /// <summary>Those that there are, in the order of their ids here.</summary>
    public async Task<ImmutableArray<ResourceAtLocation>> FindAsync(IEnumerable<ResourceId> ids, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<ResourceAtLocation>();
        foreach (var id in ids)
        {
            if (await FindAsync(id, cancellation) is { } placed)
            {
                found.Add(placed);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Null where there is no such resource.</summary>
    public async Task<ResourceAtLocation?> FindAsync(ResourceId id, CancellationToken cancellation)
    {
        if (!CatalogueIdRules.IsValid(id.Value))
        {
            return null;
        }

        var stream = Calendar.StreamOf(id);
        var (known, mayBeOld) = await loader.LoadAsync<Calendar>(stream, cancellation);
        if (known.State.Standing(id).Value is null && mayBeOld)
        {
            known = await loader.RefreshAsync<Calendar>(stream, cancellation);
        }

        return known.State.Standing(id).Value is { } resource && await catalogue.LocationAsync(resource.LocationId, cancellation) is { } location
            ? new ResourceAtLocation(resource, location, known.State)
            : null;
    }
}
