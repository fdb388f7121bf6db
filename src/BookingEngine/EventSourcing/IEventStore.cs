using NodaTime;

namespace BookingEngine.EventSourcing;

/// <summary>The append-only store of events. What it acknowledges is durable.</summary>
public interface IEventStore
{
    /// <summary>Whether an append writes the read models of its stream in the same transaction.</summary>
    bool ProjectsOnAppend { get; }

    /// <summary>Appends the commit if the stream still stands at its expected version, which is one that was read here, or 0. Of any number of
    /// appends that expect the same version exactly one succeeds. An append whose commit id already stands at that place succeeds again and changes nothing.</summary>
    /// <exception cref="Ports.StoreUnavailableException">The outcome is unknown; the same commit may be tried again.</exception>
    Task<AppendResult> AppendAsync(Commit commit);

    /// <summary>The commits that end after <paramref name="afterVersion"/> in order, at most <paramref name="limit"/> of them; commits
    /// are never split. Fewer than the limit only at the end of the stream; none for one that does not exist.</summary>
    /// <exception cref="DamagedStreamException">What is stored is not what was appended.</exception>
    Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation);

    /// <summary>The commit with this id among those recorded at or after <paramref name="recordedSince"/>, whatever its stream; null where there is
    /// none. Sees at least what was read before. Costs as much as was recorded since.</summary>
    Task<StoredCommit?> FindAsync(CommitId id, Instant recordedSince, CancellationToken cancellation);

    /// <summary>Streams and their versions by name, after the given one (from the first where null): how maintenance walks everything.</summary>
    Task<IReadOnlyList<StreamVersion>> ListStreamsAsync(StreamName? after, int limit, CancellationToken cancellation);

    /// <summary>The streams to which something was recorded at or after <paramref name="since"/>, with their present versions, by name.</summary>
    Task<IReadOnlyList<StreamVersion>> ListWrittenSinceAsync(
        Instant since, StreamName? after, int limit, CancellationToken cancellation);

    /// <summary>The newest commits of all streams, newest first: what the pipeline's lag is measured by.</summary>
    Task<IReadOnlyList<RecordedVersion>> ListNewestAsync(int limit, CancellationToken cancellation);
}

public static class StreamPages
{
    /// <summary>A page of the streams to which something was recorded since, by name; of all streams where null.</summary>
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

    /// <summary>The stream is no longer at the expected version; nothing was written.</summary>
    Conflict,
}
