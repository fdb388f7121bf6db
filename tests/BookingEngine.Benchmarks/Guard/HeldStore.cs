using System.Collections.Concurrent;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Benchmarks.Guard;

/// <summary>An event store in memory that takes no time, so that only deciding costs. It can hold its first append until others wait for it.</summary>
public sealed class HeldStore : IEventStore
{
    private readonly ConcurrentDictionary<StreamName, List<StoredCommit>> _streams = [];

    public bool ProjectsOnAppend => true;

    /// <summary>An append waits for this.</summary>
    public Task Release { get; set; } = Task.CompletedTask;

    /// <summary>How many runs were appended.</summary>
    public int Runs { get; private set; }

    public async Task<AppendResult> AppendAsync(IReadOnlyList<Commit> run)
    {
        await Release;
        Runs++;
        _streams.GetOrAdd(run[0].Stream, _ => []).AddRange(
            run.Select(c => new StoredCommit(c.Id, c.Stream, c.ExpectedVersion + 1, c.Events, c.Metadata)));
        return run.Count;
    }

    public Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredCommit>>(
            [.. (_streams.GetValueOrDefault(stream) ?? []).Where(c => c.Version > afterVersion).Take(limit)]);

    public Task<IReadOnlyList<StoredCommit>> FindAsync(CommitId id, Instant recordedSince, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<StoredCommit>>([]);

    public Task<IReadOnlyList<StreamVersion>> ListStreamsAsync(StreamName? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StreamVersion>>([]);

    public Task<IReadOnlyList<StreamVersion>> ListWrittenSinceAsync(
        Instant since, StreamName? after, int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<StreamVersion>>([]);

    public Task<IReadOnlyList<RecordedVersion>> ListRecordedAsync(Instant since, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RecordedVersion>>([]);

    public Task<IReadOnlyList<RecordedVersion>> ListNewestAsync(int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RecordedVersion>>([]);
}
