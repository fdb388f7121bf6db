using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.EventSourcing;

public static class EventSourcingFeature
{
    public static IServiceCollection AddEventSourcing(this IServiceCollection services, IEnumerable<EventType> types) => services
        .AddSingleton(new EventCatalogue(types))
        .AddSingleton(_ => new AggregateCache())
        .AddSingleton(SnapshotInterval.Default)
        .AddSingleton<AggregateSnapshots>()
        .AddSingleton<AggregateLoader>()
        .AddSingleton<StreamTurns>()
        .AddSingleton<EarlierAttempts>()
        .AddSingleton<CommandExecutor>();
}
