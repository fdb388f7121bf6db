using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Pipeline;

/// <summary>Shows callers their own writes. It applies a command's events to the read models inside the request. It uses the projector's
/// code but does not move the projector's positions.</summary>
public sealed class ReadYourWrites(
    IEventStore store, ProjectionSet projections, IReadModelStore models, Projector projector, ILogger<ReadYourWrites> logger)
{
    /// <summary>Does not throw if the store fails: the command has already succeeded. It logs a warning, and the sweep applies the events.</summary>
    public async Task ApplyAsync(StreamName stream, ImmutableArray<RecordedEvent> events)
    {
        if (store.ProjectsOnAppend)
        {
            return;
        }

        try
        {
            foreach (var projection in projections.Of(stream))
            {
                await ApplyAsync(projection, stream, events);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            EngineTelemetry.OwnWriteFailures.Add(1);
            logger.ReadModelWriteFailed(stream.Value, e);
        }
    }

    private async Task ApplyAsync(IProjection projection, StreamName stream, ImmutableArray<RecordedEvent> events)
    {
        if (!events.All(e => projection.Starts(e.Event)))
        {
            var position = await models.PositionAsync(projection.Name, stream, CancellationToken.None);
            await projector.CatchUpAsync([new LaggingProjection(projection, position)], stream, movePosition: false, CancellationToken.None);
            return;
        }

        // An event that starts its document needs no earlier one: one write, no read. A failed write means that the document already exists.
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
