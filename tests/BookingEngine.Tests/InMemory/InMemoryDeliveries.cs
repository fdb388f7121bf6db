using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using NodaTime;

namespace BookingEngine.Tests.InMemory;

public sealed class InMemoryDeliveries(Dictionary<string, Delivery> deliveries, Step step) : IDeliveries
{
    public Task AddAsync(Delivery delivery) => step.AroundAsync("add delivery", () => deliveries.TryAdd(delivery.Id, delivery));

    public Task<Delivery?> FindAsync(string id, CancellationToken cancellation) =>
        step.AroundAsync("find delivery", () => deliveries.GetValueOrDefault(id));

    public Task<bool> TryReplaceAsync(Delivery delivery, int expectedAttempts, DeliveryState expected = DeliveryState.Pending) => step.AroundAsync("replace delivery", () =>
    {
        var isExpected = deliveries[delivery.Id] is var old && old.State == expected && old.Attempts == expectedAttempts;
        if (isExpected)
        {
            deliveries[delivery.Id] = delivery;
        }

        return isExpected;
    });

    public Task DropAsync(StreamName stream) => step.AroundAsync("drop deliveries", () =>
    {
        var dropped = deliveries.Values.Where(d => d.Stream == stream && d.State is DeliveryState.Pending).ToList();
        dropped.ForEach(d => deliveries[d.Id] = d with { State = DeliveryState.Dropped });
        return dropped.Count;
    });

    public Task<IReadOnlyList<Delivery>> ListDueAsync(Instant dueBefore, int limit, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyList<Delivery>>("list due deliveries", () =>
            [.. deliveries.Values.Where(d => d.State is DeliveryState.Pending && d.NextAt < dueBefore).OrderBy(d => d.NextAt).Take(limit)]);
}
