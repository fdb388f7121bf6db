using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>Computes the read models of one stream from its events. Reads the events once.</summary>
public sealed class StreamFold(IEventStore store, EventCatalogue catalogue)
{
    private const int PageSize = 1_000;

    public async Task<Folded> FoldAsync(IReadOnlyList<IProjection> projections, StreamName stream, CancellationToken cancellation)
    {
        var models = projections.Select(p => (Projection: p, Documents: new Dictionary<string, ReadModelDocument>(StringComparer.Ordinal))).ToList();
        long version = 0, events = 0;
        while (await store.ReadAsync(stream, version, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var commit in commits)
            {
                foreach (var recorded in catalogue.Read(commit))
                {
                    events++;
                    foreach (var (projection, documents) in models)
                    {
                        Apply(projection, documents, recorded);
                    }
                }
            }

            version = commits[^1].Version;
        }

        return new Folded(version, events, [.. models.Select(m => new FoldedModel(m.Projection.Name, [.. m.Documents.Values.OrderBy(d => d.Id, StringComparer.Ordinal)]))]);
    }

    private static void Apply(IProjection projection, Dictionary<string, ReadModelDocument> documents, RecordedEvent recorded)
    {
        if (projection.DocumentIdOf(recorded) is not { } id)
        {
            return;
        }

        documents[id] = projection.Apply(documents.GetValueOrDefault(id), recorded);
        if (projection.EntryOf(recorded) is { } entry)
        {
            documents[entry.Id] = entry;
        }
    }
}

public sealed record Folded(long Version, long Events, IReadOnlyList<FoldedModel> Models)
{
    public int Documents => Models.Sum(m => m.Documents.Count);
}

/// <param name="Documents">By id.</param>
public sealed record FoldedModel(string Name, IReadOnlyList<ReadModelDocument> Documents);
