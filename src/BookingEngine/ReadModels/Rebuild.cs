using BookingEngine.EventSourcing;
using Microsoft.Extensions.Logging;

namespace BookingEngine.ReadModels;

/// <summary>The progress of a rebuild or check.</summary>
/// <param name="Different">How many documents differ from the events, found by a check.</param>
/// <param name="Unreadable">How many streams cannot be read. The log names each. Their documents stay as they are.</param>
public sealed record RebuildProgress(long Streams, long Events, long Documents, long Different, long Unreadable);

/// <summary>What a visit of one stream has found.</summary>
public readonly record struct StreamVisit(long Events, long Documents, long Different = 0);

/// <summary>Rebuilds the read models from the events, stream by stream, while the system runs. It visits several streams at once, so that the store
/// writes the documents of some while the events of others are read.</summary>
public sealed class Rebuild(
    IEventStore store, ProjectionSet projections, StreamReplacement replacement, StreamComparison comparison, ILogger<Rebuild> logger)
{
    private const int StreamsAtOnce = 4;

    public Task<RebuildProgress> RunAsync(IProgress<RebuildProgress> progress, CancellationToken cancellation) =>
        VisitAllAsync(replacement.ReplaceAsync, progress, cancellation);

    /// <summary>Compares without writing. <see cref="RebuildProgress.Different"/> counts documents that are missing, superfluous or
    /// different. Exact on an idle store. A stream that changes meanwhile is compared again.</summary>
    public Task<RebuildProgress> CheckAsync(IProgress<RebuildProgress> progress, CancellationToken cancellation) =>
        VisitAllAsync(comparison.CompareAsync, progress, cancellation);

    private async Task<RebuildProgress> VisitAllAsync(Visit visit, IProgress<RebuildProgress> progress, CancellationToken cancellation)
    {
        var walk = new Walk(visit, progress);
        await foreach (var page in store.PagesAsync(since: null, cancellation))
        {
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, StreamsAtOnce).Select(_ => VisitNextAsync()));

            async Task VisitNextAsync()
            {
                while (Interlocked.Increment(ref next) is var n && n < page.Count)
                {
                    await VisitAsync(walk, page[n], cancellation);
                }
            }
        }

        return walk.Total;
    }

    private async Task VisitAsync(Walk walk, StreamVersion stream, CancellationToken cancellation)
    {
        try
        {
            var all = projections.Of(stream.Stream);
            walk.Add(all.Count == 0 ? default : await walk.Visit(all, stream, progress => walk.Add(progress, streams: 0), cancellation));
        }
        catch (Exception e) when (e is DamagedStreamException or UnknownEventTypeException)
        {
            logger.StreamUnreadable(stream.Stream.Value, e);
            walk.Add(default, unreadable: 1);
        }
    }

    /// <param name="progress">Called with what is done, if the stream is long. The result has the rest.</param>
    private delegate Task<StreamVisit> Visit(
        IReadOnlyList<IProjection> all, StreamVersion stream, Action<StreamVisit> progress, CancellationToken cancellation);

    /// <summary>Adds up the visits, which run at once.</summary>
    private sealed class Walk(Visit visit, IProgress<RebuildProgress> progress)
    {
        private readonly Lock _gate = new();

        public Visit Visit => visit;

        public RebuildProgress Total { get; private set; } = new(0, 0, 0, 0, 0);

        public void Add(StreamVisit visited, int streams = 1, int unreadable = 0)
        {
            lock (_gate)
            {
                Total = new(
                    Total.Streams + streams, Total.Events + visited.Events, Total.Documents + visited.Documents, Total.Different + visited.Different,
                    Total.Unreadable + unreadable);
                progress.Report(Total);
            }
        }
    }
}
