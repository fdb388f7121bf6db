using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Infrastructure.Mongo;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Mongo;

/// <summary>One instance of the application on MongoDB, with a queue that the test can inspect.</summary>
public sealed class MongoNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TimeProvider _time;

    public MongoNode(MongoStore store, IMessageQueue queue, TimeProvider time, Action<IServiceCollection>? replace = null)
    {
        _time = time;
        _services = NodeServices.Build(
            services => services.AddMongoPorts().AddSingleton<IFeed>(new MongoFeed(store, time, TimeSpan.FromMilliseconds(2))).AddSingleton(store), queue, time, replace);
    }

    public IServiceProvider Services => _services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<Outcome<Booking>> BookAsync(UserId user, Instant slot)
    {
        var context = new CommandContext(new(Get<IIds>().Next()), _time.Now(), user.ToString(), "test");
        return Get<BookSlotHandler>().HandleAsync(new BookSlot(user, DefaultCatalogue.InitialService, slot), context, CancellationToken.None);
    }

    /// <summary>Handles a message of the projector's queue like the function.</summary>
    public async Task ProjectAsync(string message)
    {
        await Get<Projector>().ProjectAsync(StreamAdvanced.Parse(message), CancellationToken.None);
        await Get<EventDispatcher>().HandleAsync(StreamAdvanced.Parse(message), CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}

/// <summary>A queue whose messages the test can read.</summary>
public sealed class OpenQueue : IMessageQueue
{
    private readonly Lock _gate = new();
    private List<string> _advances = [];

    public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default)
    {
        lock (_gate)
        {
            if (queue == QueueNames.StreamAdvances)
            {
                _advances.Add(message);
            }
        }

        return Task.CompletedTask;
    }

    public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);

    /// <summary>Removes and returns the projector's messages.</summary>
    public List<string> TakeAdvances()
    {
        lock (_gate)
        {
            (var taken, _advances) = (_advances, []);
            return taken;
        }
    }
}
