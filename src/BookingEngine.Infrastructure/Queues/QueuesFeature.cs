using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Infrastructure.Queues;

public static class QueuesFeature
{
    /// <summary>Adds the queues of a storage account if one is configured, otherwise queues in memory.</summary>
    public static IServiceCollection AddQueues(this IServiceCollection services, StorageSettings? storage) => storage is not null
        ? services.AddSingleton(_ => new StorageQueueService(storage, StorageRetries.Default)).AddSingleton<StorageQueues>()
            .AddSingleton<IMessageQueue>(s => new MergedQueues(s.GetRequiredService<StorageQueues>()))
        : services.AddSingleton<InProcessQueues>().AddSingleton<IMessageQueue>(s => new MergedQueues(s.GetRequiredService<InProcessQueues>()));

    /// <summary>Adds the receiver, for a host without the Functions runtime.</summary>
    /// <param name="longestPause">The longest time between two polls of an empty queue.</param>
    public static IServiceCollection AddQueueReceiver(
        this IServiceCollection services, StorageSettings? storage, Func<IServiceProvider, TimeSpan> longestPause) => storage is not null
        ? services.AddSingleton<IQueueReceiver>(s => new StorageQueueReceiver(
            s.GetRequiredService<StorageQueueService>(), longestPause(s), s.GetRequiredService<TimeProvider>()))
        : services.AddSingleton<IQueueReceiver>(s => s.GetRequiredService<InProcessQueues>());
}
