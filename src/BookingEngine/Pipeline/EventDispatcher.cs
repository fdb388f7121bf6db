using System.Diagnostics;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Telemetry;

namespace BookingEngine.Pipeline;

/// <summary>Tells reactions of the events that they have not been told of yet.</summary>
public sealed class EventDispatcher(IEventStore store, EventCatalogue catalogue, IEnumerable<IEventHandler> reactions, IReadModelStore positions)
{
    private const int PageSize = 200;

    public async Task HandleAsync(StreamAdvanced message, CancellationToken cancellation)
    {
        foreach (var reaction in reactions.Where(r => r.Category == message.Stream.Category))
        {
            var position = await positions.PositionAsync(reaction.Name, message.Stream, cancellation);
            if (position < message.Version)
            {
                await CatchUpAsync(reaction, message.Stream, position, cancellation);
            }
        }
    }

    private async Task CatchUpAsync(IEventHandler reaction, StreamName stream, long position, CancellationToken cancellation)
    {
        while (await store.ReadAsync(stream, position, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var commit in commits)
            {
                using var activity = EngineTelemetry.Start($"react {reaction.Name}", ActivityKind.Consumer, commit.Metadata.Trace);
                foreach (var recorded in catalogue.Read(commit))
                {
                    await reaction.HandleAsync(recorded, cancellation);
                }

                await positions.AdvanceAsync(reaction.Name, stream, position = commit.Version);
            }
        }
    }
}
