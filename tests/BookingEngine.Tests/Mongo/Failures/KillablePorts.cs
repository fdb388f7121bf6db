using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Queues;
using BookingEngine.Tests.InMemory;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Mongo.Failures;

/// <summary>The process was killed here.</summary>
public sealed class KilledException : Exception;

/// <summary>The relay's ports with a step before and after each call, at which it may be killed. Afterwards every call fails, even in <c>finally</c>
/// blocks, because a dead process releases no lease.</summary>
internal static class KillablePorts
{
    public static void Register(IServiceCollection services, Step step)
    {
        var isDead = false;
        async Task KillAsync(string name)
        {
            try
            {
                await (isDead ? throw new KilledException() : step(name));
            }
            catch (KilledException)
            {
                isDead = true;
                throw;
            }
        }

        services
            .AddSingleton<IFeed>(s => new Feed(new MongoFeed(s.GetRequiredService<MongoStore>(), s.GetRequiredService<TimeProvider>(), TimeSpan.FromMilliseconds(2)), KillAsync))
            .AddSingleton<ICheckpoints>(s => new Checkpoints(new MongoCheckpoints(s.GetRequiredService<MongoStore>()), KillAsync))
            .AddSingleton<ILeases>(s => new Leases(new MongoLeases(s.GetRequiredService<MongoStore>()), KillAsync));
        var queue = (IMessageQueue)services.Last(s => s.ServiceType == typeof(IMessageQueue)).ImplementationInstance!;
        services.AddSingleton<IMessageQueue>(new Queue(queue, KillAsync));
    }

    private static async Task<T> AroundAsync<T>(Step step, string name, Func<Task<T>> call)
    {
        await step(name);
        var result = await call();
        await step(name + " done");
        return result;
    }

    private static Task AroundAsync(Step step, string name, Func<Task> call) => AroundAsync(step, name, async () =>
    {
        await call();
        return true;
    });

    private sealed class Feed(IFeed inner, Step step) : IFeed
    {
        public Task<FeedPage> ReadAsync(FeedPosition? after, CancellationToken cancellation) => AroundAsync(step, "feed", () => inner.ReadAsync(after, cancellation));
    }

    private sealed class Checkpoints(ICheckpoints inner, Step step) : ICheckpoints
    {
        public Task<string?> FindAsync(string name, CancellationToken cancellation) => AroundAsync(step, "find", () => inner.FindAsync(name, cancellation));

        public Task<bool> TryReplaceAsync(string name, string? expected, string next) => AroundAsync(step, "save", () => inner.TryReplaceAsync(name, expected, next));
    }

    private sealed class Leases(ILeases inner, Step step) : ILeases
    {
        public Task<bool> TryTakeAsync(string name, string owner, Instant now, Duration length) =>
            AroundAsync(step, "take", () => inner.TryTakeAsync(name, owner, now, length));

        public Task ReleaseAsync(string name, string owner) => AroundAsync(step, "release", () => inner.ReleaseAsync(name, owner));
    }

    private sealed class Queue(IMessageQueue inner, Step step) : IMessageQueue
    {
        public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default) =>
            AroundAsync(step, "send", () => inner.SendAsync(queue, message, visibleAfter));

        public Task<int> CountPoisonAsync(CancellationToken cancellation) => inner.CountPoisonAsync(cancellation);
    }
}
