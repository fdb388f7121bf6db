using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Pages.Staff.Guests;

/// <summary>A service, and the caller's resources that give it.</summary>
public sealed record GuestOffer(Service Service, IReadOnlyList<StaffResource> Resources);

/// <summary>What the caller can book for guests.</summary>
public sealed class GuestOffers(CatalogueReader<Service> services, CatalogueCache cache, StaffResources resources)
{
    public async Task<IReadOnlyList<GuestOffer>> ListAsync(ApiCall call)
    {
        var own = await resources.OfAsync(call);
        var (found, _) = await services.ListAsync(after: null, limit: null, includeRetired: false, call.Cancellation);
        List<Service> complete = [];
        foreach (var service in found)
        {
            complete.Add(await cache.CompleteAsync(service, call.Cancellation));
        }

        return [.. complete.Where(service => service.Active).Select(service => Of(service, own)).Where(offer => offer.Resources.Count > 0).OrderBy(offer => offer.Service.Name, StringComparer.Ordinal)];
    }

    /// <summary>Null if it does not exist, is retired, or is given by none of the caller's resources.</summary>
    public async Task<GuestOffer?> FindAsync(ApiCall call, string service) =>
        await cache.ServiceAsync(new ServiceId(service), call.Cancellation) is { Active: true } found && Of(found, await resources.OfAsync(call)) is { Resources.Count: > 0 } offer
            ? offer
            : null;

    // Of a service that takes several resources the first one's staff act. The others are chosen with it.
    private static GuestOffer Of(Service service, IReadOnlyList<StaffResource> own) => new(
        service, [.. own.Where(at => service.Needs is [var first, ..] ? first.IsMetBy(at.Resource) : service.ResourceIds.Contains(at.Id))]);
}
