using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>A read model of one stream, computed from its events alone.</summary>
public sealed class StreamFold(IEventStore store, EventCatalogue catalogue)
{
    private const int PageSize = 1_000;

    public async Task<Folded> FoldAsync(IProjection projection, StreamName stream, CancellationToken cancellation)
    {
        var documents = new SortedDictionary<string, ReadModelDocument>(StringComparer.Ordinal);
        long version = 0, events = 0;
        while (await store.ReadAsync(stream, version, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var recorded in commits.SelectMany(catalogue.Read))
            {
                events++;
                if (projection.DocumentIdOf(recorded) is { } id)
                {
                    documents[id] = projection.Apply(documents.GetValueOrDefault(id), recorded);
                }
            }

            version = commits[^1].Version;
        }

        return new Folded(version, events, [.. documents.Values]);
    }
}

public sealed record Folded(long Version, long Events, IReadOnlyList<ReadModelDocument> Documents);
