using BookingEngine.EventSourcing;
using Microsoft.Extensions.Logging;

namespace BookingEngine.ReadModels;

/// <summary>How far a rebuild or check has got.</summary>
/// <param name="Different">Documents that a check found to be other than the events say.</param>
/// <param name="Unreadable">Streams whose events cannot be read; each is named in the log, and its documents are left as they are.</param>
public sealed record RebuildProgress(long Streams, long Events, long Documents, long Different, long Unreadable);

/// <summary>Rebuilds the read models from the events, stream by stream, each replaced at once: readers see the old documents of a stream
/// or the new ones and are served all the while, and commands and projector go on.</summary>
public sealed class Rebuild(
    IEventStore store, ProjectionSet projections, IReadModelStore models, StreamFold fold, ILogger<Rebuild> logger)
{
    private const int PageSize = 500;

    public Task<RebuildProgress> RunAsync(IProgress<RebuildProgress> progress, CancellationToken cancellation) =>
        WalkAsync(ReplaceAsync, progress, cancellation);

    /// <summary>Compares without writing; <see cref="RebuildProgress.Different"/> counts documents that are missing, too many or not
    /// what the events say. Exact on a store at rest; while it is written to, streams that moved meanwhile are compared again.</summary>
    public Task<RebuildProgress> CheckAsync(IProgress<RebuildProgress> progress, CancellationToken cancellation) =>
        WalkAsync(CompareAsync, progress, cancellation);

    private async Task<RebuildProgress> WalkAsync(
        Func<IReadOnlyList<IProjection>, StreamName, CancellationToken, Task<(Folded Folded, long Different)>> visit,
        IProgress<RebuildProgress> progress, CancellationToken cancellation)
    {
        var done = new RebuildProgress(0, 0, 0, 0, 0);
        StreamName? after = null;
        while (await store.ListStreamsAsync(after, PageSize, cancellation) is { Count: > 0 } page)
        {
            foreach (var stream in page.Select(p => p.Stream))
            {
                done = await VisitAsync(visit, stream, done, cancellation);
                progress.Report(done);
            }

            after = page[^1].Stream;
        }

        return done;
    }

    private async Task<RebuildProgress> VisitAsync(
        Func<IReadOnlyList<IProjection>, StreamName, CancellationToken, Task<(Folded Folded, long Different)>> visit,
        StreamName stream, RebuildProgress done, CancellationToken cancellation)
    {
        done = done with { Streams = done.Streams + 1 };
        try
        {
            if (projections.Of(stream) is not { Count: > 0 } all)
            {
                return done;
            }

            var (folded, different) = await visit(all, stream, cancellation);
            return done with
            {
                Events = done.Events + folded.Events,
                Documents = done.Documents + folded.Documents,
                Different = done.Different + different,
            };
        }
        catch (Exception e) when (e is DamagedStreamException or UnknownEventTypeException)
        {
            logger.StreamUnreadable(stream.Value, e);
            return done with { Unreadable = done.Unreadable + 1 };
        }
    }

    private async Task<(Folded Folded, long Different)> ReplaceAsync(
        IReadOnlyList<IProjection> all, StreamName stream, CancellationToken cancellation)
    {
        Folded folded;
        do
        {
            folded = await fold.FoldAsync(all, stream, cancellation);
        }
        while (!await TryReplaceAsync(folded, stream));
        return (folded, 0);
    }

    private async Task<bool> TryReplaceAsync(Folded folded, StreamName stream)
    {
        var replaced = true;
        foreach (var model in folded.Models)
        {
            replaced &= await models.TryReplaceStreamAsync(model.Name, stream, folded.Version, model.Documents);
        }

        return replaced;
    }

    private async Task<(Folded Folded, long Different)> CompareAsync(
        IReadOnlyList<IProjection> all, StreamName stream, CancellationToken cancellation)
    {
        while (true)
        {
            var folded = await fold.FoldAsync(all, stream, cancellation);
            var (moved, different) = (false, 0L);
            foreach (var model in folded.Models)
            {
                var stored = await models.ListOfStreamAsync(model.Name, stream, cancellation);
                var unlike = model.Documents.Except(stored).Concat(stored.Except(model.Documents));
                (moved, different) = (moved || stored.Any(d => d.Version > folded.Version), different + unlike.Select(d => d.Id).Distinct().Count());
            }

            if (!moved)
            {
                return (folded, different);
            }
        }
    }
}
