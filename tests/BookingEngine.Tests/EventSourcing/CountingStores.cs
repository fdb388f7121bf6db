using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Records the number of events of each read.</summary>
public sealed class CountingEventStore(IEventStore store) : IEventStore
{
    public List<int> Reads { get; } = [];

    public bool ProjectsOnAppend => store.ProjectsOnAppend;

    public Task<AppendResult> AppendAsync(IReadOnlyList<Commit> run) => store.AppendAsync(run);

    public async Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation)
    {
        var commits = await store.ReadAsync(stream, afterVersion, limit, cancellation);
        Reads.Add(commits.Sum(c => c.Events.Length));
        return commits;
    }

    public Task<IReadOnlyList<StoredCommit>> FindAsync(CommitId id, Instant recordedSince, CancellationToken cancellation) =>
        store.FindAsync(id, recordedSince, cancellation);

    public Task<IReadOnlyList<StreamVersion>> ListStreamsAsync(StreamName? after, int limit, CancellationToken cancellation) =>
        store.ListStreamsAsync(after, limit, cancellation);

    public Task<IReadOnlyList<StreamVersion>> ListWrittenSinceAsync(
        Instant since, StreamName? after, int limit, CancellationToken cancellation) =>
        store.ListWrittenSinceAsync(since, after, limit, cancellation);

    public Task<IReadOnlyList<RecordedVersion>> ListRecordedAsync(Instant since, int limit, CancellationToken cancellation) =>
        store.ListRecordedAsync(since, limit, cancellation);

    public Task<IReadOnlyList<RecordedVersion>> ListNewestAsync(int limit, CancellationToken cancellation) =>
        store.ListNewestAsync(limit, cancellation);
}

/// <summary>Records reads and saves, and fails to save when told to.</summary>
public sealed class CountingSnapshots(ISnapshots snapshots) : ISnapshots
{
    public bool Fails { get; set; }

    public int Reads { get; private set; }

    /// <summary>The saved versions, in order.</summary>
    public List<long> Saved { get; } = [];

    public Task<Snapshot?> FindAsync(StreamName stream, CancellationToken cancellation)
    {
        Reads++;
        return snapshots.FindAsync(stream, cancellation);
    }

    public Task SaveAsync(Snapshot snapshot)
    {
        if (Fails)
        {
            throw new Ports.StoreUnavailableException("Not now.");
        }

        Saved.Add(snapshot.Version);
        return snapshots.SaveAsync(snapshot);
    }
}
