using System.Collections.Frozen;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Pipeline;

/// <summary>All that follows events: the read models and the event handlers. The sweep watches over them.</summary>
public sealed class Subscriptions
{
    private readonly FrozenDictionary<string, ISubscription[]> _byCategory;

    public Subscriptions(IEnumerable<IProjection> projections, IEnumerable<IEventHandler> handlers)
    {
        ISubscription[] all = [.. projections, .. handlers];
        _byCategory = all.GroupBy(f => f.Category).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        Names = string.Join(',', all.Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>All names in one text: it changes when a subscription is added.</summary>
    public string Names { get; }

    public IReadOnlyList<ISubscription> Of(StreamName stream) => _byCategory.GetValueOrDefault(stream.Category, []);
}
