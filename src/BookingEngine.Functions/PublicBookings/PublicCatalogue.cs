using BookingEngine.Bookings.Candidates;
using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.PublicBookings;

namespace BookingEngine.Functions.PublicBookings;

/// <summary>A service with its resources, without those that are retired.</summary>
public sealed record OfferedService(Service Service, IReadOnlyList<Resource> Resources);

/// <summary>What visitors can book.</summary>
public sealed class PublicCatalogue(CatalogueReader<Service> services, CatalogueReader<Resource> resources, CatalogueCache cache, BrandCache brands,
    NeedCandidateReader needs)
{
    public async Task<IReadOnlyList<OfferedService>> ListAsync(CancellationToken cancellation)
    {
        var (found, _) = await services.ListAsync(after: null, limit: null, includeRetired: false, cancellation);
        List<OfferedService> offered = [];
        foreach (var service in found)
        {
            if (await FindAsync(service.Id, cancellation) is { } one)
            {
                offered.Add(one);
            }
        }

        return offered;
    }

    /// <summary>Null if it does not exist, is retired, or has nothing that it can be booked with.</summary>
    public async Task<OfferedService?> FindAsync(ServiceId id, CancellationToken cancellation)
    {
        if (await cache.ServiceAsync(id, cancellation) is not { Active: true } service)
        {
            return null;
        }

        // A visitor who chooses a resource chooses the first need's.
        List<Resource> found = service.Needs is not [var first, ..] ? []
            : [.. (await needs.ReadAsync([first], isNewest: false, cancellation)).Select(at => at.Resource).Where(resource => resource.Active)];
        foreach (var resource in service.ResourceIds)
        {
            if ((await resources.FindAsync(resource.Value, cancellation))?.Value is { Active: true } active)
            {
                found.Add(active);
            }
        }

        return found.Count == 0 ? null : new OfferedService(service, found);
    }

    public async Task<PublicServiceView> ViewAsync(OfferedService offered, CancellationToken cancellation) => PublicServiceView.Of(
        offered.Service, offered.Resources, SubmitBookingHandler.MustVerify(await brands.FindAsync(cancellation), offered.Service));
}
