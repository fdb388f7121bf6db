using BookingEngine.Catalogue;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Webhooks.Deliveries;

/// <summary>Reads an endpoint as it is now. What is sent must not rest on an old state: it may be deleted, or have another secret.</summary>
public sealed class EndpointReader(CatalogueReader<WebhookEndpoint> reader)
{
    /// <summary>Null if it does not exist, or was deleted.</summary>
    public async Task<WebhookEndpoint?> FindAsync(string id, CancellationToken cancellation) =>
        (await reader.FindAsync(id, cancellation))?.Value is { Deleted: false } endpoint ? endpoint : null;
}
