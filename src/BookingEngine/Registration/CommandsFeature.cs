using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class CommandsFeature
{
    public static IServiceCollection AddEventSourcing(this IServiceCollection services, IEnumerable<EventType> types) => services
        .AddSingleton(new EventCatalogue(types))
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
