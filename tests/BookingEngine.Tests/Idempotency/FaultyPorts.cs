using System.Collections.Concurrent;
using BookingEngine.EventSourcing;
using BookingEngine.Idempotency;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Tests.Idempotency;

/// <summary>Lets the store fail or pause around the append and before an answer is saved.</summary>
public sealed class FaultyPorts
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Func<Task>? BeforeAppend { get; set; }

    public Func<Task>? AfterAppend { get; set; }

    public Func<Task>? BeforeAnswer { get; set; }

    /// <summary>Every record that was to be saved.</summary>
    public ConcurrentQueue<IdempotencyRecord> Saved { get; } = [];

    /// <summary>Completes when a call has reached <see cref="Pause"/>.</summary>
    public Task Paused => _stalled.Task.WaitAsync(Timeouts.Wait);

    public static Task Unavailable() => throw new StoreUnavailableException("Not now.");

    /// <summary>Pauses until <see cref="Resume"/>.</summary>
    public Task Pause()
    {
        _stalled.SetResult();
        return _go.Task;
    }

    public void Resume() => _go.SetResult();

    public IEventStore On(IEventStore store) => new Events(this, store);

    public IIdempotencyRecords On(IIdempotencyRecords records) => new Records(this, records);

    private static Task At(Func<Task>? fault) => fault?.Invoke() ?? Task.CompletedTask;

    private sealed class Events(FaultyPorts ports, IEventStore store) : IEventStore
    {
        public bool ProjectsOnAppend => store.ProjectsOnAppend;

        public async Task<AppendResult> AppendAsync(IReadOnlyList<Commit> run)
        {
            await At(ports.BeforeAppend);
            var result = await store.AppendAsync(run);
            await At(ports.AfterAppend);
            return result;
        }

        public Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation) =>
            store.ReadAsync(stream, afterVersion, limit, cancellation);

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

    private sealed class Records(FaultyPorts ports, IIdempotencyRecords records) : IIdempotencyRecords
    {
        public Task<IdempotencyRecord> AddAsync(IdempotencyRecord record) => records.AddAsync(record);

        public async Task<bool> TryReplaceAsync(IdempotencyRecord held, IdempotencyRecord next)
        {
            if (next.Answer is not null)
            {
                ports.Saved.Enqueue(next);
                await At(ports.BeforeAnswer);
            }

            return await records.TryReplaceAsync(held, next);
        }

        public Task DeleteAsync(IdempotencyRecord held) => records.DeleteAsync(held);

        public Task<int> PurgeAsync(Instant begunBefore) => records.PurgeAsync(begunBefore);
    }
}
