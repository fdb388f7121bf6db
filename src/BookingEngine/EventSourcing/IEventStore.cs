using System.Runtime.CompilerServices;
using NodaTime;

namespace BookingEngine.EventSourcing;

/// <summary>The append-only store of events. What it acknowledges is durable.</summary>
public interface IEventStore
{
    /// <summary>Whether an append also writes the read models of its stream, in the same transaction.</summary>
    bool ProjectsOnAppend { get; }

    /// <summary>Appends a run: commits to one stream, each at the version that the one before leaves. The first one's expected version was
    /// read here, or is 0. A commit is written only if the stream is at its expected version, so of concurrent runs with the same expected version
    /// exactly one gets that place. A commit whose id is already at its place stands, and nothing is written again.</summary>
    /// <returns>The commits that stand, counted from the first. They are durable. The others are not in the stream and must be decided again:
    /// another commit has the next place, or another attempt wrote the last commit that stands, with other events.</returns>
    /// <exception cref="Ports.StoreUnavailableException">Each commit may stand or not. The same run may be retried.</exception>
    Task<AppendResult> AppendAsync(IReadOnlyList<Commit> run);

    /// <summary>Returns the commits that end after <paramref name="afterVersion"/>, in order, at most <paramref name="limit"/>. Commits are
    /// never split. Fewer than the limit only at the end of the stream; none for an unknown stream.</summary>
    /// <exception cref="DamagedStreamException">The stored events are not the appended ones.</exception>
    Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation);

    /// <summary>The commit that has this version of the stream; null if the stream ends before. <see cref="ReadAsync"/> may not find a commit of more than
    /// <see cref="Commit.MaximumEvents"/> versions from the middle of it, if it is the last one. This does.</summary>
    async Task<StoredCommit?> FindAtAsync(StreamName stream, long version, CancellationToken cancellation) =>
        await ReadAsync(stream, version - 1, 1, cancellation) is [var commit] && commit.FirstVersion <= version ? commit : null;

    /// <summary>Finds the commits with this id in all streams, recorded at or after <paramref name="recordedSince"/>. There is one, or none, unless attempts at
    /// a command have decided in different streams. Sees at least what was read before. The cost grows with what was recorded since.</summary>
    Task<IReadOnlyList<StoredCommit>> FindAsync(CommitId id, Instant recordedSince, CancellationToken cancellation);

    /// <summary>The streams after <paramref name="after"/> with their versions, by name; null to begin. Maintenance uses this to visit all
    /// streams. Fewer than the limit only at the end.</summary>
    Task<IReadOnlyList<StreamVersion>> ListStreamsAsync(StreamName? after, int limit, CancellationToken cancellation);

    /// <summary>The streams that were written to at or after <paramref name="since"/>, with their present versions, by name. Fewer than the limit only at
    /// the end.</summary>
    Task<IReadOnlyList<StreamVersion>> ListWrittenSinceAsync(
        Instant since, StreamName? after, int limit, CancellationToken cancellation);

    /// <summary>The commits of all streams that were recorded at or after an instant, by that time. Those of one instant come in any order.</summary>
    Task<IReadOnlyList<RecordedVersion>> ListRecordedAsync(Instant since, int limit, CancellationToken cancellation);

    /// <summary>The newest commits of all streams, newest first.</summary>
    Task<IReadOnlyList<RecordedVersion>> ListNewestAsync(int limit, CancellationToken cancellation);
}

public static class StreamPages
{
    private const int PageSize = 500;

    /// <summary>Pages of the streams that were written to since an instant, by name; of all streams if <paramref name="since"/> is null.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<StreamVersion>> PagesAsync(
        this IEventStore store, Instant? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        StreamName? after = null;
        IReadOnlyList<StreamVersion> page;
        do
        {
            page = since is { } from
                ? await store.ListWrittenSinceAsync(from, after, PageSize, cancellation)
                : await store.ListStreamsAsync(after, PageSize, cancellation);
            if (page.Count > 0)
            {
                yield return page;
                after = page[^1].Stream;
            }
        }
        while (page.Count == PageSize);
    }
}

public readonly record struct StreamVersion(StreamName Stream, long Version);

public readonly record struct RecordedVersion(StreamVersion Reached, Instant RecordedAt);
