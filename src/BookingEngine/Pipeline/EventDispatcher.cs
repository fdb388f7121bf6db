using System.Diagnostics;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Telemetry;

namespace BookingEngine.Pipeline;

/// <summary>Gives each event handler the events that it has not handled yet.</summary>
public sealed class EventDispatcher(
    IEventStore store, EventCatalogue catalogue, IEnumerable<IEventHandler> handlers, IEnumerable<EventReactions> reactions,
    IReadModelStore positions, HandlerStarts starts)
{
    private const int PageSize = 200;

    /// <exception cref="StreamNotFoundException">The stream ends before the version in the message: it is not visible here yet, or never was.</exception>
    public async Task HandleAsync(StreamAdvanced message, CancellationToken cancellation)
    {
        foreach (var handler in handlers.Where(h => h.Category == message.Stream.Category))
        {
            var position = await positions.PositionAsync(handler.Name, message.Stream, cancellation);
            if (position < message.Version && await CatchUpAsync(handler, message.Stream, position, cancellation) is var reached && reached < message.Version)
            {
                throw new StreamNotFoundException(message.Stream, message.Version, reached);
            }
        }
    }

    // Events before the handler's start are skipped. The position moves past them, so that the stream does not count as lagging.
    private async Task<long> CatchUpAsync(IEventHandler handler, StreamName stream, long position, CancellationToken cancellation)
    {
        var start = await starts.OfAsync(handler, cancellation);
        while (await store.ReadAsync(stream, position, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var commit in commits.Where(c => c.Metadata.RecordedAt >= start))
            {
                await HandleAsync(handler, commit, cancellation);
            }

            position = commits[^1].Version;
            if (commits[^1].Metadata.RecordedAt < start)
            {
                await positions.AdvanceAsync(handler.Name, stream, position);
            }
        }

        return position;
    }

    private async Task HandleAsync(IEventHandler handler, StoredCommit commit, CancellationToken cancellation)
    {
        using var activity = EngineTelemetry.Start($"handle {handler.Name}", ActivityKind.Consumer, commit.Metadata.Trace);
        foreach (var recorded in catalogue.Read(commit))
        {
            await handler.HandleAsync(recorded, cancellation);
            foreach (var reaction in reactions.Where(r => r.Handler == handler.Name))
            {
                await reaction.Reaction.HandleAsync(recorded, cancellation);
            }
        }

        await positions.AdvanceAsync(handler.Name, commit.Stream, commit.Version);
    }
}
