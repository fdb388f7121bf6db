using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Pipeline.OwnWrites;

/// <summary>The events of one command, and what its request has read.</summary>
public readonly record struct OwnEvents(IReadOnlyList<RecordedEvent> Events, RequestDocuments Known);

/// <summary>Shows callers their own writes. It applies the events of its commands to the read models before
/// they are answered. It uses the projector's code but does not move the projector's positions.</summary>
public sealed class ReadYourWrites(
    IEventStore store, ProjectionSet projections, IReadModelStore models, Projector projector, ILogger<ReadYourWrites> logger)
{
    // A model that is further behind is repaired by the pipeline, not by a waiting request.
    private const int MaximumPages = 5;

    /// <summary>Does not throw if the store fails: the commands have already succeeded. It logs a warning, and the sweep applies the
    /// events.</summary>
    public async Task ApplyAsync(IReadOnlyList<OwnEvents> commands)
    {
        if (store.ProjectsOnAppend)
        {
            return;
        }

        try
        {
            foreach (var projection in commands.SelectMany(c => c.Events).Select(e => e.Stream).Distinct().SelectMany(projections.Of).Distinct())
            {
                await ApplyAsync(projection, commands);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            EngineTelemetry.OwnWriteFailures.Add(1);
            logger.ReadModelWriteFailed(commands[0].Events[0].Stream.Value, e);
        }
    }

    // All new documents are one write, and so are all changed ones, without a read.
    private async Task ApplyAsync(IProjection projection, IReadOnlyList<OwnEvents> commands)
    {
        var next = new NextDocuments(projection);
        foreach (var (events, known) in commands)
        {
            foreach (var recorded in events)
            {
                next.Add(recorded, known);
            }
        }

        var adding = next.Begun.Count > 0 ? models.AddAsync(projection.Name, next.Begun) : Task.CompletedTask;
        var changing = next.Changed.Count > 0 ? models.TryWriteAllAsync(projection.Name, next.Changed) : Task.FromResult(true);
        await Task.WhenAll(adding, changing);
        foreach (var stream in await changing ? next.Unknown : next.Unknown.Union(next.Changed.Select(c => c.Document.Stream)))
        {
            await CatchUpAsync(projection, stream, commands.SelectMany(c => c.Events).Where(e => e.Stream == stream).Max(e => e.Version));
        }
    }

    private async Task CatchUpAsync(IProjection projection, StreamName stream, long version)
    {
        var behind = new LaggingProjection(projection, await models.PositionAsync(projection.Name, stream, CancellationToken.None));
        var reached = await projector.CatchUpAsync([behind], stream, movePosition: false, CancellationToken.None, MaximumPages);
        if (reached < version)
        {
            throw new ReadModelBehindException(projection.Name, stream, reached);
        }
    }
}

/// <summary>A read model is so far behind that a request does not wait for it.</summary>
public sealed class ReadModelBehindException(string model, StreamName stream, long reached)
    : Exception($"The read model {model} has reached version {reached} of {stream}. The pipeline applies the rest.");
