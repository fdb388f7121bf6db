using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;

namespace BookingEngine.Waitlist;

/// <summary>Queues looks at the waitlists of visits when the service of a segment has changed, such as its resources. The stream of the visit itself does not
/// change.</summary>
public sealed class ChangedSegments(FollowedServices services, TimeProvider time) : IEventHandler
{
    public string Name => "waitlist-segments";

    public string Category => CataloguedService.Category;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is IDefines<Service> { Definition: { Segments: null, Id: var id } })
        {
            // Until then other instances may know the service as it was.
            await services.LookAsync(visit => visit.Segments?.Any(segment => segment.ServiceId == id) is true, time.Now() + CatalogueCache.Age, cancellation);
        }
    }
}
