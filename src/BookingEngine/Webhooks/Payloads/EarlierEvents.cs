using System.Runtime.CompilerServices;
using BookingEngine.EventSourcing;

namespace BookingEngine.Webhooks.Payloads;

/// <summary>Reads a short stream from its beginning.</summary>
public sealed class EarlierEvents(IEventStore store, EventCatalogue catalogue)
{
    private const int PageSize = 500;

    /// <summary>The events up to a version, the oldest first.</summary>
    public async IAsyncEnumerable<RecordedEvent> ReadAsync(StreamName stream, long upTo, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var version = 0L;
        while (version < upTo && await store.ReadAsync(stream, version, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var recorded in commits.SelectMany(catalogue.Read).Where(e => e.Version <= upTo))
            {
                yield return recorded;
            }

            version = commits[^1].Version;
        }
    }
}
