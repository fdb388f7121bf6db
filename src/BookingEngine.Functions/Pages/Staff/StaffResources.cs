using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Functions.Pages.Staff;

/// <summary>A resource, and the zone of the place where it stands now.</summary>
public sealed record StaffResource(Resource Resource, DateTimeZone Zone)
{
    public ResourceId Id => Resource.Id;
}

/// <summary>The resources that the caller looks after. Administrators look after all.</summary>
public sealed class StaffResources(BookingAccess access, CatalogueReader<Resource> resources, CatalogueCache catalogue)
{
    /// <summary>Those that can be booked, by name.</summary>
    public async Task<IReadOnlyList<StaffResource>> OfAsync(ApiCall call)
    {
        var visible = await access.VisibleResourcesAsync(call.Caller.UserId, call.Caller.Role, call.Cancellation);
        List<StaffResource> found = [];
        foreach (var resource in visible is { } own ? await FindAsync(own, call) : (await resources.ListAsync(null, null, includeRetired: false, call.Cancellation)).Items)
        {
            var places = await catalogue.LocationsOfAsync(resource, call.Cancellation);
            found.Add(new(resource, places?.ZoneAt(call.Now) ?? DefaultCatalogue.Zone));
        }

        return [.. found.OrderBy(r => r.Resource.Name, StringComparer.Ordinal)];
    }

    private async Task<List<Resource>> FindAsync(IEnumerable<ResourceId> ids, ApiCall call)
    {
        List<Resource> found = [];
        foreach (var id in ids)
        {
            if ((await resources.FindAsync(id.Value, call.Cancellation))?.Value is { Active: true } resource)
            {
                found.Add(resource);
            }
        }

        return found;
    }
}
