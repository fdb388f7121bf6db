using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Pipeline;

/// <summary>Reads how far the subscriptions have applied streams.</summary>
public sealed class SubscriptionPositions(Subscriptions subscriptions, IReadModelStore models)
{
    /// <summary>For each stream: the version that every subscription has applied. It makes one query per category.</summary>
    public async Task<IReadOnlyDictionary<StreamName, long>> SlowestAsync(IReadOnlyCollection<StreamName> streams, CancellationToken cancellation)
    {
        var slowest = streams.ToDictionary(s => s, _ => long.MaxValue);
        foreach (var category in streams.GroupBy(s => s.Category, StringComparer.Ordinal))
        {
            string[] names = [.. subscriptions.Of(category.First()).Select(subscription => subscription.Name)];
            if (names.Length == 0)
            {
                continue;
            }

            var lowest = await models.LowestPositionsAsync(names, [.. category], cancellation);
            foreach (var stream in category)
            {
                slowest[stream] = lowest.GetValueOrDefault(stream);
            }
        }

        return slowest;
    }
}
