using System.Diagnostics;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Telemetry;

namespace BookingEngine.Pipeline;

/// <summary>Brings read models up to their streams. It reads the events after each read model's own position, in order, so that
/// messages may be doubled, reordered, merged or late.</summary>
public sealed class Projector(IEventStore store, EventCatalogue catalogue, ProjectionSet projections, IReadModelStore models)
{
    private const int PageSize = 200;

    /// <summary>Applies everything up to the stream's end and moves the positions.</summary>
    /// <exception cref="StreamNotFoundException">The stream does not reach the version that the message claims.</exception>
    public async Task ProjectAsync(StreamAdvanced message, CancellationToken cancellation)
    {
        foreach (var projection in projections.Of(message.Stream))
        {
            var position = await models.PositionAsync(projection.Name, message.Stream, cancellation);
            if (position < message.Version)
            {
                position = await CatchUpAsync(projection, message.Stream, position, movePosition: true, cancellation);
            }

            if (position < message.Version)
            {
                throw new StreamNotFoundException(message.Stream, message.Version, position);
            }
        }
    }

    /// <summary>Applies the events after <paramref name="position"/>; returns the version that was reached.</summary>
    public async Task<long> CatchUpAsync(
        IProjection projection, StreamName stream, long position, bool movePosition, CancellationToken cancellation)
    {
        while (await store.ReadAsync(stream, position, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var commit in commits)
            {
                using var activity = EngineTelemetry.Start($"project {projection.Name}", ActivityKind.Consumer, commit.Metadata.Trace);
                foreach (var recorded in catalogue.Read(commit))
                {
                    await ApplyAsync(projection, recorded, cancellation);
                }
            }

            position = commits[^1].Version;
            if (movePosition)
            {
                await models.AdvanceAsync(projection.Name, stream, position);
            }
        }

        return position;
    }

    private async Task ApplyAsync(IProjection projection, RecordedEvent recorded, CancellationToken cancellation)
    {
        if (projection.DocumentIdOf(recorded) is not { } id)
        {
            return;
        }

        var current = await models.FindAsync(projection.Name, id, cancellation);
        while ((current?.Version ?? 0) < recorded.Version
            && !await models.TryWriteAsync(projection.Name, projection.Apply(current, recorded), current?.Version ?? 0))
        {
            current = await models.FindAsync(projection.Name, id, cancellation);
        }
    }
}

/// <summary>A message names a stream that does not exist or has not got as far. It goes to poison if it stays so.</summary>
public sealed class StreamNotFoundException(StreamName stream, long claimed, long reached)
    : Exception($"The stream {stream} should have reached version {claimed}, but ends at {reached}.");
