using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>Compares the documents of one stream with its events.</summary>
public sealed class StreamComparison(IReadModelStore models, StreamFold fold)
{
    /// <summary>A stream that changes meanwhile is compared again.</summary>
    public async Task<StreamVisit> CompareAsync(
        IReadOnlyList<IProjection> all, StreamVersion stream, Action<StreamVisit> progress, CancellationToken cancellation)
    {
        while (true)
        {
            var folded = await fold.FoldAsync(all, stream.Stream, cancellation);
            var (changed, different) = (false, 0L);
            foreach (var model in folded.Models)
            {
                var stored = await models.ListOfStreamAsync(model.Name, stream.Stream, cancellation);
                IReadOnlyList<ReadModelDocument> expected = [.. WithAnswersOf(model.Documents, stored)];
                var unequal = expected.Except(stored).Concat(stored.Except(expected));
                (changed, different) = (changed || stored.Any(d => d.Version > folded.Version), different + unequal.Select(d => d.Id).Distinct().Count());
            }

            if (!changed)
            {
                return new StreamVisit(folded.Events, folded.Documents, different);
            }
        }
    }

    // An answer of another shape is never sent, so it is no difference.
    private static IEnumerable<ReadModelDocument> WithAnswersOf(IEnumerable<ReadModelDocument> folded, IReadOnlyList<ReadModelDocument> stored)
    {
        var byId = stored.ToDictionary(document => document.Id);
        return folded.Select(document => byId.TryGetValue(document.Id, out var known) && known.Answer?.Shape != document.Answer?.Shape
            ? document with { Answer = known.Answer }
            : document);
    }
}
