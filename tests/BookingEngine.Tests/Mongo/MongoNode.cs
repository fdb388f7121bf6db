using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Guests;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Email.Templates;
using BookingEngine.Infrastructure.Mongo;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Registration;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using BookingEngine.Users.Verification;
using BookingEngine.WaitlistMails;
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
        var services = new ServiceCollection().AddLogging().AddBookingEngine().AddMongoPorts()
            .AddSingleton<IFeed>(new MongoFeed(store, time, TimeSpan.FromMilliseconds(2)))
            .AddSingleton(store).AddSingleton(queue).AddSingleton(time)
            .AddSingleton<IIds, SystemIds>().AddSingleton<IRaceBackoff>(s => new RaceBackoff(TimeProvider.System, s.GetRequiredService<IRandomBytes>())).AddSingleton<IRandomBytes, SystemRandomBytes>()
            .AddSingleton<IMailSender, NoMailServer>()
            .AddSingleton(new VerificationPolicy(IsRequired: false))
            .AddSingleton(new HoldLimit(PerCustomer: null))
            .AddSingleton(new SecondFactorPolicy(SecondFactorScope.Off))
            .AddSingleton<ITimeCodes, NoTimeCodes>()
            .AddSingleton(new BookingPolicy())
            .AddSingleton(new LinkTokens(new byte[32])).AddSingleton(new ManageTokens(new byte[32])).AddSingleton(new WaitlistTokens(new byte[32])).AddSingleton(new PublicLinks(new Uri("https://booking.example.com")))
            .AddSingleton(new MailSender("no-reply@example.com")).AddSingleton<ITemplateEngine, FluidTemplateEngine>()
            .AddSingleton(s => new RefreshTokens(new byte[32], s.GetRequiredService<IRandomBytes>()))
            .AddSingleton(s => new PageTokens(new byte[32], s.GetRequiredService<IIds>()))
            .AddSingleton(new SessionLifetime(Duration.FromDays(30), Duration.FromDays(90)))
            .AddSingleton<IPasswordHasher, PlainPasswords>().AddSingleton<IAccessTokens, PlainTokens>();
        replace?.Invoke(services);
        _services = services.BuildServiceProvider();
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

    private sealed class NoMailServer : IMailSender
    {
        public Task<SendResult> SendAsync(Mail mail, CancellationToken cancellation) => Task.FromResult(SendResult.TryLater);
    }
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
