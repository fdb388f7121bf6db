using BookingEngine.EventSourcing;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Webhooks.Payloads;

/// <summary>Payloads about endpoints. They name no address: its path may be a secret.</summary>
public sealed class EndpointPayloads(EarlierEvents earlier) : IPayloadSource
{
    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is WebhookDisabled or WebhookTested;

    public async Task<(string Subject, long Sequence)> PlaceAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var (id, sequence) = (IdOf(recorded.Event)!, 0L);
        await foreach (var e in earlier.ReadAsync(recorded.Stream, recorded.Version, cancellation))
        {
            sequence += IdOf(e.Event) == id ? 1 : 0;
        }

        return ($"webhook/{id}", sequence);
    }

    public Task<PayloadBody> ComposeAsync(RecordedEvent recorded, bool personal, CancellationToken cancellation) => Task.FromResult(recorded.Event switch
    {
        WebhookDisabled { Definition: var endpoint } => new PayloadBody(
            json =>
            {
                json.WriteString("id"u8, endpoint.Id);
                json.WriteString("host"u8, endpoint.Host);
                json.WriteBoolean("active"u8, false);
                json.WriteString("disabled_because"u8, endpoint.DisabledBecause);
            },
            json => json.WriteBoolean("active"u8, true)),
        _ => new PayloadBody(
            json =>
            {
                json.WriteString("id"u8, IdOf(recorded.Event));
                json.WriteString("message"u8, "This is a test."u8);
            },
            Previous: null),
    });

    private static string? IdOf(IDomainEvent domainEvent) => domainEvent switch
    {
        WebhookDisabled e => e.Definition.Id,
        WebhookTested e => e.EndpointId,
        _ => null,
    };
}
