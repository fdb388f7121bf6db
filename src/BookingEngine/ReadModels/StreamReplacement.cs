using BookingEngine.EventSourcing;

namespace BookingEngine.ReadModels;

/// <summary>Replaces the documents of one stream by those that its events make. It writes only those that differ.</summary>
/// <param name="limits">Long streams are replaced in parts, so that not all their documents are in memory.</param>
public sealed class StreamReplacement(IReadModelStore models, StreamFold fold, PartialFold parts, LongStreams limits)
{
    /// <param name="progress">Called after each part of a long stream.</param>
    /// <returns>What was done since the last progress.</returns>
    public async Task<StreamVisit> ReplaceAsync(
        IReadOnlyList<IProjection> all, StreamVersion stream, Action<StreamVisit> progress, CancellationToken cancellation)
    {
        if (stream.Version <= limits.Above)
        {
            return await ReplaceWholeAsync(all, stream.Stream, cancellation);
        }

        foreach (var projection in all)
        {
            await ReplaceInPartsAsync(projection, stream.Stream, progress, cancellation);
        }

        return new StreamVisit(stream.Version, 0);
    }

    // Readers of the embedded store see either the old or the new documents.
    private async Task<StreamVisit> ReplaceWholeAsync(IReadOnlyList<IProjection> all, StreamName stream, CancellationToken cancellation)
    {
        while (true)
        {
            var folded = await fold.FoldAsync(all, stream, cancellation);
            var replaced = true;
            foreach (var model in folded.Models)
            {
                replaced &= await models.TryReplaceStreamAsync(model.Name, stream, folded.Version, model.Documents);
            }

            if (replaced)
            {
                return new StreamVisit(folded.Events, folded.Documents);
            }
        }
    }

    // Documents that change meanwhile are folded again, and only those.
    private async Task ReplaceInPartsAsync(IProjection projection, StreamName stream, Action<StreamVisit> progress, CancellationToken cancellation)
    {
        var (version, last) = await parts.LastChangesAsync(projection, stream, only: null, cancellation);
        var changed = await WriteAsync(projection, stream, version, last, progress, cancellation);
        await models.DeleteOthersAsync(projection.Name, stream, version, last.Keys);
        while (changed.Count > 0)
        {
            var (newer, again) = await parts.LastChangesAsync(projection, stream, changed, cancellation);
            changed = await WriteAsync(projection, stream, newer, again, _ => { }, cancellation);
        }

        await models.AdvanceAsync(projection.Name, stream, version);
    }

    /// <summary>Writes one part while the next one is folded. Returns the ids of the documents that have a later version.</summary>
    private async Task<HashSet<string>> WriteAsync(
        IProjection projection, StreamName stream, long version, Dictionary<string, long> last, Action<StreamVisit> progress, CancellationToken cancellation)
    {
        HashSet<string> changed = new(StringComparer.Ordinal);
        var writing = Task.FromResult<IReadOnlyList<string>>([]);
        await foreach (var part in parts.FoldAsync(projection, stream, version, last, cancellation))
        {
            changed.UnionWith(await writing);
            progress(new StreamVisit(0, part.Count));
            writing = models.ReplaceAsync(projection.Name, part);
        }

        changed.UnionWith(await writing);
        return changed;
    }
}

/// <param name="Above">The version above which a stream is long.</param>
/// <param name="PartSize">How many documents are written at once, at most 1,000.</param>
public sealed record LongStreams(long Above, int PartSize)
{
    public static LongStreams Default { get; } = new(20_000, 500);
}
