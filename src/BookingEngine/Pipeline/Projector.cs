using System.Diagnostics;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Telemetry;

namespace BookingEngine.Pipeline;

/// <summary>Brings read models up to date with their streams. It reads the events after each read model's own position, in order.
/// So messages may be duplicated, reordered, merged or late.</summary>
public sealed class Projector(IEventStore store, EventCatalogue catalogue, ProjectionSet projections, IReadModelStore models)
{
    private const int PageSize = 200;

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
    public async Task<long> CatchUpAsync(
        IReadOnlyList<LaggingProjection> behind, StreamName stream, bool movePosition, CancellationToken cancellation)
    {
        var position = behind.Min(b => b.Position);
        while (await store.ReadAsync(stream, position, PageSize, cancellation) is { Count: > 0 } commits)
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
        foreach (var commit in commits)
        {
            var concerning = catalogue.Read(commit).Where(e => projection.DocumentIdOf(e) is not null).ToList();
            using var activity = concerning.Count > 0
                ? EngineTelemetry.Start($"project {projection.Name}", ActivityKind.Consumer, commit.Metadata.Trace)
                : null;
            foreach (var recorded in concerning)
            {
                await ApplyAsync(projection, recorded, cancellation);
            }
        }
    }

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
