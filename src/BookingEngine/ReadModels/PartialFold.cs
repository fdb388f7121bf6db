using System.Runtime.CompilerServices;
using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>Computes the documents of a long stream in parts. It reads the events twice: first to learn which event is the last of each document, then to
/// fold. A document leaves the memory after its last event, so only those between their first and last one are kept.</summary>
public sealed class PartialFold(IEventStore store, EventCatalogue catalogue, LongStreams limits)
{
    private const int PageSize = 1_000;

    /// <summary>The version of each document's last event.</summary>
    /// <param name="only">The documents to look for; null for all.</param>
    public async Task<(long Version, Dictionary<string, long> Last)> LastChangesAsync(
        IProjection projection, StreamName stream, IReadOnlySet<string>? only, CancellationToken cancellation)
    {
        Dictionary<string, long> last = new(StringComparer.Ordinal);
        var version = 0L;
        await foreach (var recorded in ReadAsync(stream, long.MaxValue, cancellation))
        {
            version = recorded.Version;
            if (projection.DocumentIdOf(recorded) is { } id && only?.Contains(id) is not false)
            {
                last[id] = version;
                if (projection.EntryOf(recorded) is { } entry)
                {
                    last[entry.Id] = version;
                }
            }
        }

        return (version, last);
    }

    /// <summary>The documents in <paramref name="last"/>, in parts.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ReadModelDocument>> FoldAsync(
        IProjection projection, StreamName stream, long version, Dictionary<string, long> last, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Dictionary<string, ReadModelDocument> open = new(StringComparer.Ordinal);
        List<ReadModelDocument> part = [];
        await foreach (var recorded in ReadAsync(stream, version, cancellation))
        {
            if (projection.DocumentIdOf(recorded) is not { } id || !last.TryGetValue(id, out var end))
            {
                continue;
            }

            Put(projection.Apply(open.GetValueOrDefault(id), recorded), recorded.Version == end);
            if (projection.EntryOf(recorded) is { } entry)
            {
                Put(entry, isLast: true);
            }

            if (part.Count >= limits.PartSize)
            {
                yield return part;
                part = [];
            }
        }

        yield return part;

        void Put(ReadModelDocument document, bool isLast)
        {
            if (isLast)
            {
                open.Remove(document.Id);
                part.Add(document);
            }
            else
            {
                open[document.Id] = document;
            }
        }
    }

    private async IAsyncEnumerable<RecordedEvent> ReadAsync(
        StreamName stream, long until, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var version = 0L;
        while (version < until && await store.ReadAsync(stream, version, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var recorded in commits.SelectMany(catalogue.Read).TakeWhile(recorded => recorded.Version <= until))
            {
                yield return recorded;
            }

            version = commits[^1].Version;
        }
    }
}
