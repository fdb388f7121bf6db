using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Waitlist.Signals;

namespace BookingEngine.Waitlist;

/// <summary>Queues looks at the waitlists of services that need a kind of resource, when a resource has become one of that kind. Its calendar does not have the
/// flag of those who wait yet.</summary>
public sealed class NewResources(CatalogueReader<Service> services, AggregateLoader loader, WaitlistSignal signal) : IEventHandler
{
    public string Name => "waitlist-resources";

    public string Category => Calendar.Category;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is not IDefines<Resource> { Definition: { Active: true } resource })
        {
            return;
        }

        var (all, _) = await services.ListAsync(after: null, limit: null, includeRetired: false, cancellation);
        foreach (var service in all.Where(service => service.Needs?.Any(need => need.Kind is not null && need.IsMetBy(resource)) is true))
        {
            if ((await loader.RefreshAsync<CataloguedService>(CataloguedService.StreamOf(service.Id), cancellation)).State.IsFollowed)
            {
                await signal.SendAsync(ServiceWaitlist.StreamOf(service.Id));
            }
        }
    }
}
