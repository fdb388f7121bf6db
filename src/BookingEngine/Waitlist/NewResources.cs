using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;

namespace BookingEngine.Waitlist;

/// <summary>Queues looks at the waitlists of services that need a kind of resource, when a resource has become one of that kind. Its calendar does not have the
/// flag of those who wait yet.</summary>
public sealed class NewResources(FollowedServices services) : IEventHandler
{
    public string Name => "waitlist-resources";

    public string Category => Calendar.Category;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is IDefines<Resource> { Definition: { Active: true } resource })
        {
            await services.LookAsync(service => service.Needs?.Any(need => need.Kind is not null && need.IsMetBy(resource)) is true, at: null, cancellation);
        }
    }
}
