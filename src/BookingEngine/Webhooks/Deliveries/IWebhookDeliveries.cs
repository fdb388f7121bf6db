using NodaTime;

namespace BookingEngine.Webhooks.Deliveries;

/// <param name="State">Null for any.</param>
/// <param name="Type">Null for any.</param>
/// <param name="Since">Null for all that are kept.</param>
public sealed record WebhookDeliveryFilter(WebhookDeliveryState? State, string? Type, Instant? Since);

/// <summary>A place in the log of an endpoint.</summary>
public readonly record struct WebhookLogPlace(Instant CreatedAt, string Id);

/// <summary>The deliveries of all endpoints, each kept for some weeks.</summary>
public interface IWebhookDeliveries
{
    /// <summary>Saves the delivery unless the endpoint has one with its id.</summary>
    Task AddAsync(WebhookDelivery delivery);

    Task<WebhookDelivery?> FindAsync(string endpoint, string id, CancellationToken cancellation);

    /// <summary>Replaces the delivery if it still has the revision before the given one's. False may also mean that this very write has happened, and its
    /// answer was lost.</summary>
    Task<bool> TryReplaceAsync(WebhookDelivery delivery);

    /// <summary>Pending deliveries of the endpoint that are due at the instant, the longest overdue first.</summary>
    Task<IReadOnlyList<WebhookDelivery>> ListDueAsync(string endpoint, Instant dueAt, int limit, CancellationToken cancellation);

    /// <summary>Pending deliveries of the endpoint about a subject.</summary>
    Task<IReadOnlyList<WebhookDelivery>> ListPendingAsync(string endpoint, string subject, CancellationToken cancellation);

    /// <summary>The endpoint's deliveries, the newest first.</summary>
    Task<IReadOnlyList<WebhookDelivery>> ListAsync(
        string endpoint, WebhookDeliveryFilter filter, WebhookLogPlace? after, int limit, CancellationToken cancellation);

    /// <summary>Deletes deliveries that were created before, the oldest first.</summary>
    /// <returns>How many.</returns>
    Task<int> PurgeAsync(Instant createdBefore, int limit);
}
