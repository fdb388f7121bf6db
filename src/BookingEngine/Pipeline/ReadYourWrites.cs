using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Pipeline;

/// <summary>Shows callers their own writes: applies a command's events to the read models inside the request, with the projector's
/// code, leaving the projector's positions alone.</summary>
public sealed class ReadYourWrites(
    IEventStore store, ProjectionSet projections, IReadModelStore models, Projector projector, ILogger<ReadYourWrites> logger)
{
    /// <summary>Where the store fails exactly here, the command has succeeded all the same: it is logged, and the sweep closes the gap.</summary>
    public async Task ShowAsync(StreamName stream, ImmutableArray<RecordedEvent> events)
    {
        if (store.ProjectsOnAppend)
        {
            return;
        }

        try
        {
            foreach (var projection in projections.Of(stream))
            {
                await ShowAsync(projection, stream, events);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            EngineTelemetry.OwnWriteFailures.Add(1);
            logger.OwnWriteFailed(stream.Value, e);
        }
    }

    private async Task ShowAsync(IProjection projection, StreamName stream, ImmutableArray<RecordedEvent> events)
    {
        if (!events.All(e => projection.Starts(e.Event)))
        {
            var position = await models.PositionAsync(projection.Name, stream, CancellationToken.None);
            await projector.CatchUpAsync([new Behind(projection, position)], stream, movePosition: false, CancellationToken.None);
            return;
        }

        // An event that starts its document needs nothing before it: one write, no read. A failed one means it is there already.
        foreach (var recorded in events.Where(e => projection.DocumentIdOf(e) is not null))
        {
            await models.TryWriteAsync(projection.Name, projection.Apply(null, recorded), 0);
            if (projection.EntryOf(recorded) is { } entry)
            {
                await models.TryWriteAsync(projection.Name, entry, 0);
            }
        }
    }
}
