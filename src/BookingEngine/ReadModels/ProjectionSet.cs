using System.Collections.Frozen;
using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>All projections, by the category of their streams.</summary>
public sealed class ProjectionSet(IEnumerable<IProjection> projections)
{
    private readonly FrozenDictionary<string, IProjection[]> _byCategory =
        projections.GroupBy(p => p.Category).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    public IEnumerable<IProjection> All => _byCategory.Values.SelectMany(p => p);

    public IReadOnlyList<IProjection> Of(StreamName stream) => _byCategory.GetValueOrDefault(stream.Category, []);
}
