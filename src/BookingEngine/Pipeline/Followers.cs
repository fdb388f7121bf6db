using System.Collections.Frozen;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Pipeline;

/// <summary>All that follows events: the read models and the reactions. What the sweep watches over.</summary>
public sealed class Followers
{
    private readonly FrozenDictionary<string, IFollower[]> _byCategory;

    public Followers(IEnumerable<IProjection> projections, IEnumerable<IReaction> reactions)
    {
        IFollower[] all = [.. projections, .. reactions];
        _byCategory = all.GroupBy(f => f.Category).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        Names = string.Join(',', all.Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>All names in one text: it changes when someone new follows.</summary>
    public string Names { get; }

    public IReadOnlyList<IFollower> Of(StreamName stream) => _byCategory.GetValueOrDefault(stream.Category, []);
}
