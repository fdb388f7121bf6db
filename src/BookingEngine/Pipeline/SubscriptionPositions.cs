using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Pipeline;

/// <summary>Reads how far the subscriptions have applied streams.</summary>
public sealed class SubscriptionPositions(Subscriptions subscriptions, IReadModelStore models)
{
    /// <summary>For each stream: the version that every subscription has applied. It makes one query per subscription and category.</summary>
    public async Task<IReadOnlyDictionary<StreamName, long>> SlowestAsync(IReadOnlyCollection<StreamName> streams, CancellationToken cancellation)
    {
        var slowest = streams.ToDictionary(s => s, _ => long.MaxValue);
        foreach (var category in streams.GroupBy(s => s.Category, StringComparer.Ordinal))
        {
            foreach (var subscription in subscriptions.Of(category.First()))
            {
                var positions = await models.PositionsAsync(subscription.Name, [.. category], cancellation);
                foreach (var stream in category)
                {
                    slowest[stream] = Math.Min(slowest[stream], positions.GetValueOrDefault(stream));
                }
            }
        }

        return slowest;
    }
}
