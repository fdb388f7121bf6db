using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Pipeline;

/// <summary>Shows callers their own writes. It applies the events of its commands to the read models before
/// they are answered. It uses the projector's code but does not move the projector's positions.</summary>
public sealed class ReadYourWrites(
    IEventStore store, ProjectionSet projections, IReadModelStore models, Projector projector, ILogger<ReadYourWrites> logger)
{
    /// <summary>Does not throw if the store fails: the commands have already succeeded. It logs a warning, and the sweep applies the events.</summary>
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
        // An event that starts its document needs no earlier one, so all new documents are one write, without a read.
        if (events.Where(e => projection.Starts(e.Event)).SelectMany(e => Begin(projection, e)).ToList() is { Count: > 0 } documents)
        {
            await models.AddAsync(projection.Name, documents);
        }

        if (!events.All(e => projection.Starts(e.Event)))
        {
            var position = await models.PositionAsync(projection.Name, stream, CancellationToken.None);
            await projector.CatchUpAsync([new LaggingProjection(projection, position)], stream, movePosition: false, CancellationToken.None);
        }
    }

    private static IEnumerable<ReadModelDocument> Begin(IProjection projection, RecordedEvent recorded)
    {
        if (projection.DocumentIdOf(recorded) is not null)
        {
            yield return projection.Apply(null, recorded);
            if (projection.EntryOf(recorded) is { } entry)
            {
                yield return entry;
            }
        }
    }
}
