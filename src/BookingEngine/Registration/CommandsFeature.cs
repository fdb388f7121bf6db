using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class CommandsFeature
{
    /// <param name="types">Asked on first use, because a start does not need them.</param>
    public static IServiceCollection AddEventSourcing(this IServiceCollection services, Func<IEnumerable<EventType>> types) => services
        .AddSingleton(_ => new EventCatalogue(types()))
        .AddSingleton(_ => new AggregateCache())
        .AddSingleton(SnapshotInterval.Default)
        .AddSingleton<AggregateSnapshots>()
        .AddSingleton<AggregateLoader>()
        .AddSingleton<StreamTurns>()
        .AddSingleton(RunLimits.Default)
        .AddSingleton<RunProof>()
        .AddSingleton<CommandDeduplication>()
        .AddSingleton<CommandRuns>()
        .AddSingleton<CommandExecutor>();
}
