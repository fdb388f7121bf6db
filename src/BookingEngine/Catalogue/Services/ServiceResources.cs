using BookingEngine.Bookings.Candidates;
using BookingEngine.Slots;

namespace BookingEngine.Catalogue.Services;

/// <summary>Checks the resources that a service names.</summary>
public sealed class ServiceResources(CatalogueReader<Resource> resources, NeedCandidateReader needs)
{
    /// <summary>The refusal of resources that do not exist, or of needs that no resources can meet; null if there is none.</summary>
    public async Task<Refusal?> FindRefusalAsync(Service service, CancellationToken cancellation)
    {
        var named = service.ResourceIds.Concat((service.Needs ?? []).SelectMany(need => need.ResourceIds ?? []));
        if (await resources.FindUnknownAsync(named.Select(r => r.Value), cancellation) is { } unknown)
        {
            return CatalogueRefusals.UnknownResource(unknown);
        }

        return service is { Active: true, Needs: { } several } && !await needs.AreEnoughAsync(several, cancellation) ? SlotRefusals.NeedsNotMet : null;
    }
}
