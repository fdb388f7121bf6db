using NodaTime;

namespace BookingEngine.EventSourcing;

/// <summary>The append-only store of events. What it acknowledges is durable.</summary>
public interface IEventStore
{
    /// <summary>Whether an append also writes the read models of its stream, in the same transaction.</summary>
    bool ProjectsOnAppend { get; }

    /// <summary>Appends the commit if the stream is at its expected version: one that was read here, or 0. Of concurrent appends with the
    /// same expected version, exactly one succeeds. An append whose commit id is already at that place succeeds again and changes
    /// nothing.</summary>
    /// <exception cref="Ports.StoreUnavailableException">The outcome is unknown. The same commit may be retried.</exception>
    Task<AppendResult> AppendAsync(Commit commit);

    /// <summary>Returns the commits that end after <paramref name="afterVersion"/>, in order, at most <paramref name="limit"/>. Commits are
    /// never split. Fewer than the limit only at the end of the stream; none for an unknown stream.</summary>
    /// <exception cref="DamagedStreamException">The stored events are not the appended ones.</exception>
    Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation);

    /// <summary>Finds the commit with this id in any stream, recorded at or after <paramref name="recordedSince"/>; null if there is none.
    /// Sees at least what was read before. The cost grows with what was recorded since.</summary>
    Task<StoredCommit?> FindAsync(CommitId id, Instant recordedSince, CancellationToken cancellation);

    /// <summary>The streams after <paramref name="after"/> with their versions, by name; null to begin. Maintenance uses this to visit all
    /// streams.</summary>
    Task<IReadOnlyList<StreamVersion>> ListStreamsAsync(StreamName? after, int limit, CancellationToken cancellation);

    /// <summary>The streams that were written to at or after <paramref name="since"/>, with their present versions, by name.</summary>
    Task<IReadOnlyList<StreamVersion>> ListWrittenSinceAsync(
        Instant since, StreamName? after, int limit, CancellationToken cancellation);

    /// <summary>The newest commits of all streams, newest first. The pipeline's lag is measured with them.</summary>
    Task<IReadOnlyList<RecordedVersion>> ListNewestAsync(int limit, CancellationToken cancellation);
}

public static class StreamPages
{
    /// <summary>A page of the streams that were written to since an instant, by name; of all streams if <paramref name="since"/> is
    /// null.</summary>
    public static Task<IReadOnlyList<StreamVersion>> PageAsync(
        this IEventStore store, Instant? since, StreamName? after, int limit, CancellationToken cancellation) => since is { } from
        ? store.ListWrittenSinceAsync(from, after, limit, cancellation)
        : store.ListStreamsAsync(after, limit, cancellation);
}

public readonly record struct StreamVersion(StreamName Stream, long Version);

public readonly record struct RecordedVersion(StreamVersion Reached, Instant RecordedAt);

public enum AppendResult
{
    Appended,

    /// <summary>The stream is not at the expected version. Nothing was written.</summary>
    Conflict,
}
