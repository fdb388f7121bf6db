using System.Collections.Frozen;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Pipeline;

/// <summary>Everything that processes events: the read models and the event handlers. The sweep finds the streams that they lag behind.</summary>
public sealed class Subscriptions
{
    private readonly FrozenDictionary<string, ISubscription[]> _byCategory;

    public Subscriptions(IEnumerable<IProjection> projections, IEnumerable<IEventHandler> handlers)
    {
        ISubscription[] all = [.. projections, .. handlers];
        _byCategory = all.GroupBy(s => s.Category).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        Names = string.Join(',', all.Select(s => s.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>All names, sorted and joined by commas. The text changes when a subscription is added or removed.</summary>
    public string Names { get; }

    public IReadOnlyList<ISubscription> Of(StreamName stream) => _byCategory.GetValueOrDefault(stream.Category, []);
}
