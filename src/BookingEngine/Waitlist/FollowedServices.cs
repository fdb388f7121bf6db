using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.Waitlist.Signals;
using NodaTime;

namespace BookingEngine.Waitlist;

/// <summary>Queues looks at the waitlists of services that an event elsewhere may give more places.</summary>
public sealed class FollowedServices(CatalogueReader<Service> services, AggregateLoader loader, WaitlistSignal signal)
{
    /// <param name="at">When to look; null for now.</param>
    public async Task LookAsync(Predicate<Service> gainsPlaces, Instant? at, CancellationToken cancellation)
    {
        var (all, _) = await services.ListAsync(after: null, limit: null, includeRetired: false, cancellation);
        foreach (var service in all.Where(service => gainsPlaces(service)))
        {
            if ((await loader.RefreshAsync<CataloguedService>(CataloguedService.StreamOf(service.Id), cancellation)).State.IsFollowed)
            {
                await signal.SendAsync(ServiceWaitlist.StreamOf(service.Id), at);
            }
        }
    }
}
