using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Webhooks.Endpoints;
using BookingEngine.Webhooks.Payloads;

namespace BookingEngine.Webhooks.Deliveries;

/// <summary>Saves a delivery for each endpoint that wants an event. It follows other handlers, so a tenant without endpoints pays for no position.</summary>
public sealed class WebhookRecorder(
    WebhookCache cache, PayloadComposer payloads, BookingPayloads bookings, IWebhookDeliveries deliveries, WebhookSignal signal, TimeProvider time)
    : IEventReaction
{
    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var types = PayloadTypes.Of(recorded.Event);
        if (types.IsEmpty || recorded.Metadata.Actor == MailEventHandler.Imported)
        {
            return;
        }

        var wanting = (await cache.FindActiveAsync(cancellation)).Where(endpoint => types.Any(type => Wants(endpoint, type, recorded))).ToImmutableArray();
        if (wanting.IsEmpty)
        {
            return;
        }

        // An earlier event of a moved booking may not be handled yet: it is in another stream.
        foreach (var earlier in await bookings.FindEarlierElsewhereAsync(recorded, cancellation))
        {
            await AddAsync(earlier, wanting, cancellation);
        }

        await AddAsync(recorded, wanting, cancellation);
        foreach (var endpoint in wanting)
        {
            await signal.SendAsync(endpoint.Id);
        }
    }

    private async Task AddAsync(RecordedEvent recorded, ImmutableArray<WebhookEndpoint> endpoints, CancellationToken cancellation)
    {
        foreach (var place in await payloads.PlaceAsync(recorded, cancellation))
        {
            foreach (var endpoint in endpoints.Where(endpoint => Wants(endpoint, place.Type, recorded)))
            {
                var now = time.Now();
                await deliveries.AddAsync(new WebhookDelivery(
                    endpoint.Id, place.Id, recorded.Stream, recorded.Version, place.Ordinal, place.Type.Name, place.Subject, place.Sequence, now)
                {
                    NextAt = now,
                });
            }
        }
    }

    // A test goes to the tested endpoint, whatever it has asked for.
    private static bool Wants(WebhookEndpoint endpoint, WebhookEventType type, RecordedEvent recorded) =>
        recorded.Metadata.RecordedAt >= endpoint.Since
        && (recorded.Event is WebhookTested tested ? endpoint.Id == tested.EndpointId : endpoint.Wants(type.Name));
}
