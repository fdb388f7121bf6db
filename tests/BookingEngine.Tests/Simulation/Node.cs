using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Guests;
using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.ExternalCalendars;
using BookingEngine.Infrastructure.Recurrence;
using BookingEngine.Notifications;
using BookingEngine.Outbound;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Queues;
using BookingEngine.RateLimiting;
using BookingEngine.ReadModels;
using BookingEngine.Registration;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Mongo;
using BookingEngine.Users;
using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using BookingEngine.Users.Verification;
using BookingEngine.WaitlistMails;
using BookingEngine.Webhooks.Deliveries;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Simulation;

/// <summary>One instance of the application. A crash clears its memory.</summary>
public sealed class Node
{
    private readonly ServiceProvider _services;

    public Node(World world, Scheduler scheduler)
        : this(world, scheduler.StepAsync)
    {
    }

    /// <param name="step">Called with this node before and after each effect.</param>
    /// <param name="replace">Replaces ports.</param>
    public Node(World world, Func<Node, string, Task> step, Action<IServiceCollection>? replace = null)
    {
        Task Step(string name) => step(this, name);
        var store = new InMemoryEventStore(world.Events, Step);
        var services = new ServiceCollection().AddLogging().AddBookingEngine()
            .AddSingleton<TimeProvider>(world).AddSingleton<IIds>(world).AddSingleton<IRandomBytes>(world)
            .AddSingleton<IEventStore>(store).AddSingleton<IFeed>(store)
            .AddSingleton<ISnapshots>(new InMemorySnapshots(world.Snapshots, Step)).AddSingleton(new SnapshotInterval(2))
            .AddSingleton<IReadModelStore>(new InMemoryReadModelStore(world.ReadModels, Step))
            .AddSingleton<ICheckpoints>(new InMemoryCheckpoints(world.Checkpoints, Step))
            .AddSingleton<ILeases>(new InMemoryLeases(world.Leases, Step))
            .AddSingleton<IAddressClaims>(new InMemoryAddressClaims(world.Claims, Step))
            .AddSingleton<IIdempotencyRecords>(new InMemoryIdempotencyRecords(world.IdempotencyRecords, Step))
            .AddSingleton<ISessions>(new InMemorySessions(world.Sessions, Step))
            .AddSingleton<IStoredPersonKeys>(new InMemoryPersonKeys(world.Keys, Step)).AddSingleton(DataKeys.None)
            .AddSingleton<IMessageQueue>(new SimulatedQueue(world, Step))
            .AddSingleton<IDeliveries>(new InMemoryDeliveries(world.Deliveries, Step))
            .AddSingleton<IFeedStates>(new InMemoryFeedStates(world.Feeds, Step)).AddSingleton<IBusyTimesReader, IcsBusyTimes>().AddSingleton<IRecurringDates, IcalRecurringDates>()
            .AddSingleton<IWebhookDeliveries>(new InMemoryWebhookDeliveries(world.WebhookDeliveries, Step))
            .AddSingleton(new OutboundPolicy(AllowsLoopback: false, new Uri("https://booking.example.com"))).AddSingleton<IOutboundHttp>(new SimulatedReceivers(world, Step))
            .AddSingleton<IMailSender>(new SimulatedMailServer(world, Step))
            .AddSingleton(new VerificationPolicy(IsRequired: false))
            .AddSingleton(s => new RateLimits(new Dictionary<RateLimitName, RateLimitRule>(), new NoRateCounters(), s.GetRequiredService<LookupKey>()))
            .AddSingleton(new HoldLimit(PerCustomer: null))
            .AddSingleton(new SecondFactorPolicy(SecondFactorScope.Off))
            .AddSingleton<ITimeCodes, NoTimeCodes>()
            .AddSingleton(new BookingPolicy())
            .AddSingleton(_ => world.Waitlists)
            .AddSingleton(new LinkTokens(new byte[32])).AddSingleton(new ManageTokens(new byte[32])).AddSingleton(new WaitlistTokens(new byte[32])).AddSingleton(new PublicLinks(new Uri("https://booking.example.com")))
            .AddSingleton(new MailSender("no-reply@example.com")).AddSingleton(NodeServices.Templates)
            .AddSingleton<IRaceBackoff>(new SimulatedBackoff(Step))
            .AddSingleton(s => new RefreshTokens(new byte[32], s.GetRequiredService<IRandomBytes>()))
            .AddSingleton(s => new PageTokens(new byte[32], s.GetRequiredService<IIds>()))
            .AddSingleton(new SessionLifetime(Duration.FromDays(30), Duration.FromDays(90)))
            .AddSingleton<IPasswordHasher, PlainPasswords>()
            .AddSingleton<IAccessTokens, PlainTokens>();
        if (world.Bug is PlantedBug.RefusesOnLostCommits)
        {
            services.AddSingleton<RunProof, NoProofOfCommits>();
        }

        replace?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public bool IsAlive { get; private set; } = true;

    public IServiceProvider Services => _services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Crash() => IsAlive = false;

    private sealed class NoProofOfCommits : RunProof
    {
        public override bool Holds(int after, int stand, bool isFresh) => base.Holds(Math.Min(after, stand), stand, isFresh) || after > stand;
    }
}
