using System.Collections.Frozen;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Pipeline;

/// <summary>All that follows events: the read models and the reactions. What the sweep watches over.</summary>
public sealed class Subscriptions
{
    private readonly FrozenDictionary<string, ISubscription[]> _byCategory;

    public Subscriptions(IEnumerable<IProjection> projections, IEnumerable<IEventHandler> reactions)
    {
        ISubscription[] all = [.. projections, .. reactions];
        _byCategory = all.GroupBy(f => f.Category).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        Names = string.Join(',', all.Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>All names in one text: it changes when someone new follows.</summary>
    public string Names { get; }

    public IReadOnlyList<ISubscription> Of(StreamName stream) => _byCategory.GetValueOrDefault(stream.Category, []);
}
