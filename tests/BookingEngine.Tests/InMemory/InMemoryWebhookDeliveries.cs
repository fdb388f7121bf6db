using BookingEngine.Webhooks.Deliveries;
using NodaTime;

namespace BookingEngine.Tests.InMemory;

public sealed class InMemoryWebhookDeliveries(Dictionary<(string Endpoint, string Id), WebhookDelivery> deliveries, Step step) : IWebhookDeliveries
{
    public Task AddAsync(WebhookDelivery delivery) =>
        step.AroundAsync("add webhook", () => deliveries.TryAdd((delivery.EndpointId, delivery.Id), delivery));

    public Task<WebhookDelivery?> FindAsync(string endpoint, string id, CancellationToken cancellation) =>
        step.AroundAsync("find webhook", () => deliveries.GetValueOrDefault((endpoint, id)));

    public Task<bool> TryReplaceAsync(WebhookDelivery delivery) => step.AroundAsync("replace webhook", () =>
    {
        var key = (delivery.EndpointId, delivery.Id);
        var isExpected = deliveries.TryGetValue(key, out var old) && old.Revision == delivery.Revision - 1;
        if (isExpected)
        {
            deliveries[key] = delivery;
        }

        return isExpected;
    });

    public Task<IReadOnlyList<WebhookDelivery>> ListDueAsync(string endpoint, Instant dueAt, int limit, CancellationToken cancellation) =>
        ListAsync(d => d.EndpointId == endpoint && d.State is WebhookDeliveryState.Pending && d.NextAt <= dueAt, all => all.OrderBy(d => d.NextAt).Take(limit));

    public Task<IReadOnlyList<WebhookDelivery>> ListPendingAsync(string endpoint, string subject, CancellationToken cancellation) =>
        ListAsync(d => d.EndpointId == endpoint && d.Subject == subject && d.State is WebhookDeliveryState.Pending, all => all);

    public Task<IReadOnlyList<WebhookDelivery>> ListAsync(
        string endpoint, WebhookDeliveryFilter filter, WebhookLogPlace? after, int limit, CancellationToken cancellation) => ListAsync(
        d => d.EndpointId == endpoint && (filter.State is null || d.State == filter.State) && (filter.Type is null || d.Type == filter.Type)
            && !(d.CreatedAt < filter.Since) && IsAfter(d, after),
        all => all.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id, StringComparer.Ordinal).Take(limit));

    public Task<int> PurgeAsync(Instant createdBefore, int limit) => step.AroundAsync("purge webhooks", () =>
    {
        var old = deliveries.Where(d => d.Value.CreatedAt < createdBefore).OrderBy(d => d.Value.CreatedAt).Take(limit).ToList();
        old.ForEach(d => deliveries.Remove(d.Key));
        return old.Count;
    });

    private static bool IsAfter(WebhookDelivery delivery, WebhookLogPlace? after) => after is not { } last || delivery.CreatedAt < last.CreatedAt
        || (delivery.CreatedAt == last.CreatedAt && string.CompareOrdinal(delivery.Id, last.Id) < 0);

    private Task<IReadOnlyList<WebhookDelivery>> ListAsync(
        Func<WebhookDelivery, bool> which, Func<IEnumerable<WebhookDelivery>, IEnumerable<WebhookDelivery>> arrange) =>
        step.AroundAsync<IReadOnlyList<WebhookDelivery>>("list webhooks", () => [.. arrange(deliveries.Values.Where(which))]);
}
