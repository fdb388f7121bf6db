using System.Diagnostics;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Telemetry;

namespace BookingEngine.Pipeline;

/// <summary>Brings read models up to date with their streams. It reads the events after each read model's own position, in order.
/// So messages may be duplicated, reordered, merged or late.</summary>
public sealed class Projector(IEventStore store, EventCatalogue catalogue, ProjectionSet projections, IReadModelStore models)
{
    private const int PageSize = 200, BatchSize = 100, MaximumDocuments = 1_000;

    /// <summary>Applies everything up to the stream's end and moves the positions.</summary>
    /// <exception cref="StreamNotFoundException">The stream ends before the version in the message.</exception>
    public async Task ProjectAsync(StreamAdvanced message, CancellationToken cancellation)
    {
        List<LaggingProjection> behind = [];
        foreach (var projection in projections.Of(message.Stream))
        {
            var position = await models.PositionAsync(projection.Name, message.Stream, cancellation);
            if (position < message.Version)
            {
                behind.Add(new LaggingProjection(projection, position));
            }
        }

        if (behind.Count > 0 && await CatchUpAsync(behind, message.Stream, movePosition: true, cancellation) is var reached && reached < message.Version)
        {
            throw new StreamNotFoundException(message.Stream, message.Version, reached);
        }
    }

    /// <summary>Applies to each projection the events after its position. Returns the version that was reached.</summary>
    /// <param name="behind">One or more projections. The stream is read once for all of them.</param>
    /// <param name="maximumPages">It stops after so many pages of 200 commits.</param>
    public async Task<long> CatchUpAsync(
        IReadOnlyList<LaggingProjection> behind, StreamName stream, bool movePosition, CancellationToken cancellation, int maximumPages = int.MaxValue)
    {
        var position = behind.Min(b => b.Position);
        for (var page = 0; page < maximumPages && await store.ReadAsync(stream, position, PageSize, cancellation) is { Count: > 0 } commits; page++)
        {
            position = commits[^1].Version;
            foreach (var (projection, from) in behind.Where(b => b.Position < position))
            {
                await ApplyAsync(projection, commits.Where(c => c.Version > from), cancellation);
                if (movePosition)
                {
                    await models.AdvanceAsync(projection.Name, stream, position);
                }
            }

            if (commits.Count < PageSize)
            {
                break; // later commits have a message of their own
            }
        }

        return position;
    }

    private async Task ApplyAsync(IProjection projection, IEnumerable<StoredCommit> commits, CancellationToken cancellation)
    {
        foreach (var batch in commits.Chunk(BatchSize))
        {
            if (batch is [var commit])
            {
                await ApplyAsync(projection, commit, cancellation);
            }
            else
            {
                await ApplyTogetherAsync(projection, batch, cancellation);
            }
        }
    }

    private async Task ApplyAsync(IProjection projection, StoredCommit commit, CancellationToken cancellation)
    {
        var concerning = ConcerningOf(projection, commit);
        using var activity = StartActivity(projection, commit, concerning);
        foreach (var recorded in concerning)
        {
            await ApplyAsync(projection, recorded, cancellation);
        }
    }

    // One read and at most two writes for all commits. If another writer was faster, it applies them one by one.
    private async Task ApplyTogetherAsync(IProjection projection, StoredCommit[] commits, CancellationToken cancellation)
    {
        List<(StoredCommit Commit, List<RecordedEvent> Events)> concerning = [.. commits.Select(c => (c, ConcerningOf(projection, c))).Where(c => c.Item2.Count > 0)];
        string[] ids = [.. concerning.SelectMany(c => c.Events).Select(e => projection.DocumentIdOf(e)!).Distinct(StringComparer.Ordinal)];
        if (ids.Length is 0 or > MaximumDocuments)
        {
            await EachAsync();
            return;
        }

        var fold = new DocumentFold(projection, await models.FindAllAsync(projection.Name, ids, cancellation));
        foreach (var (commit, events) in concerning)
        {
            using var activity = StartActivity(projection, commit, events);
            events.ForEach(fold.Apply);
        }

        if (!await models.TryWriteAllAsync(projection.Name, fold.Changed))
        {
            await EachAsync();
        }
        else if (fold.Entries.Count > 0)
        {
            await models.AddAsync(projection.Name, fold.Entries);
        }

        async Task EachAsync()
        {
            foreach (var (commit, _) in concerning)
            {
                await ApplyAsync(projection, commit, cancellation);
            }
        }
    }

    private List<RecordedEvent> ConcerningOf(IProjection projection, StoredCommit commit) =>
        [.. catalogue.Read(commit).Where(e => projection.DocumentIdOf(e) is not null)];

    private static Activity? StartActivity(IProjection projection, StoredCommit commit, List<RecordedEvent> concerning) =>
        concerning.Count > 0 ? EngineTelemetry.Start($"project {projection.Name}", ActivityKind.Consumer, commit.Metadata.Trace) : null;

    private async Task ApplyAsync(IProjection projection, RecordedEvent recorded, CancellationToken cancellation)
    {
        var id = projection.DocumentIdOf(recorded)!;
        var current = await models.FindAsync(projection.Name, id, cancellation);
        while ((current?.Version ?? 0) < recorded.Version
            && !await models.TryWriteAsync(projection.Name, projection.Apply(current, recorded), current?.Version ?? 0))
        {
            current = await models.FindAsync(projection.Name, id, cancellation);
        }

        // No other event writes this entry. So a failed write means that it already exists.
        if (projection.EntryOf(recorded) is { } entry)
        {
            await models.TryWriteAsync(projection.Name, entry, 0);
        }
    }
}

/// <summary>A projection that has not applied all events of a stream.</summary>
/// <param name="Position">The last version that it has applied.</param>
public readonly record struct LaggingProjection(IProjection Projection, long Position);

/// <summary>A message names a stream that does not exist, or a version that the stream has not reached. After all retries the message
/// becomes poison.</summary>
public sealed class StreamNotFoundException(StreamName stream, long claimed, long reached)
    : Exception($"The stream {stream} ends at version {reached}, but a message names version {claimed}.");
