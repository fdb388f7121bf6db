using BookingEngine.EventSourcing;
using Microsoft.Extensions.Logging;

namespace BookingEngine.ReadModels;

/// <summary>The progress of a rebuild or check.</summary>
/// <param name="Different">How many documents differ from the events, found by a check.</param>
/// <param name="Unreadable">How many streams cannot be read. The log names each. Their documents stay as they are.</param>
public sealed record RebuildProgress(long Streams, long Events, long Documents, long Different, long Unreadable);

/// <summary>Rebuilds the read models from the events, stream by stream, while the system runs. Readers see either the old or the new
/// documents of a stream.</summary>
public sealed class Rebuild(
    IEventStore store, ProjectionSet projections, IReadModelStore models, StreamFold fold, ILogger<Rebuild> logger)
{
    private const int PageSize = 500;

    public Task<RebuildProgress> RunAsync(IProgress<RebuildProgress> progress, CancellationToken cancellation) =>
        VisitAllAsync(ReplaceAsync, progress, cancellation);

    /// <summary>Compares without writing. <see cref="RebuildProgress.Different"/> counts documents that are missing, superfluous or
    /// different. Exact on an idle store. A stream that changes meanwhile is compared again.</summary>
    public Task<RebuildProgress> CheckAsync(IProgress<RebuildProgress> progress, CancellationToken cancellation) =>
        VisitAllAsync(CompareAsync, progress, cancellation);

    private async Task<RebuildProgress> VisitAllAsync(
        Func<IReadOnlyList<IProjection>, StreamName, CancellationToken, Task<(Folded Folded, long Different)>> visit,
        IProgress<RebuildProgress> progress, CancellationToken cancellation)
    {
        var total = new RebuildProgress(0, 0, 0, 0, 0);
        StreamName? after = null;
        while (await store.ListStreamsAsync(after, PageSize, cancellation) is { Count: > 0 } page)
        {
            foreach (var stream in page.Select(p => p.Stream))
            {
                total = await VisitAsync(visit, stream, total, cancellation);
                progress.Report(total);
            }

            after = page[^1].Stream;
        }

        return total;
    }

    private async Task<RebuildProgress> VisitAsync(
        Func<IReadOnlyList<IProjection>, StreamName, CancellationToken, Task<(Folded Folded, long Different)>> visit,
        StreamName stream, RebuildProgress total, CancellationToken cancellation)
    {
        total = total with { Streams = total.Streams + 1 };
        try
        {
            if (projections.Of(stream) is not { Count: > 0 } all)
            {
                return total;
            }

            var (folded, different) = await visit(all, stream, cancellation);
            return total with
            {
                Events = total.Events + folded.Events,
                Documents = total.Documents + folded.Documents,
                Different = total.Different + different,
            };
        }
        catch (Exception e) when (e is DamagedStreamException or UnknownEventTypeException)
        {
            logger.StreamUnreadable(stream.Value, e);
            return total with { Unreadable = total.Unreadable + 1 };
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
            var (changed, different) = (false, 0L);
            foreach (var model in folded.Models)
            {
                var stored = await models.ListOfStreamAsync(model.Name, stream, cancellation);
                IReadOnlyList<ReadModelDocument> expected = [.. WithAnswersOf(model.Documents, stored)];
                var unequal = expected.Except(stored).Concat(stored.Except(expected));
                (changed, different) = (changed || stored.Any(d => d.Version > folded.Version), different + unequal.Select(d => d.Id).Distinct().Count());
            }

            if (!changed)
            {
                return (folded, different);
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
