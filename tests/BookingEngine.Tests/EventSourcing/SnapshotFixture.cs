using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using BookingEngine.Registration;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Recovery;
using BookingEngine.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Event and snapshot stores that count reads, and processes that use them one after the other.</summary>
public sealed class SnapshotFixture : IMessageQueue
{
    private static readonly EventCatalogue Catalogue = new(BookingEngineFeatures.EventTypes);
    private readonly EventLog _log = new();
    private readonly SnapshotInterval _interval;
    private readonly List<LogLines> _logged = [];
    private readonly InMemoryReadModelStore _readModels = new(new ReadModelTables(), Steps.Locked());

    public SnapshotFixture(int interval = 10)
    {
        _interval = new SnapshotInterval(interval);
        Events = new CountingEventStore(new InMemoryEventStore(_log, Steps.Locked()));
        Snapshots = new CountingSnapshots(new InMemorySnapshots(Table, Steps.Locked()));
    }

    public CountingEventStore Events { get; }

    public CountingSnapshots Snapshots { get; }

    public SnapshotTable Table { get; } = new();

    /// <summary>The log of all processes.</summary>
    public IEnumerable<string> Logged => _logged.SelectMany(l => l.All);

    /// <summary>A process with an empty cache.</summary>
    public ServiceProvider Start()
    {
        _logged.Add(new LogLines());
        return new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(_logged[^1]))
            .AddBookingEngine()
            .AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)))
            .AddSingleton<IEventStore>(Events).AddSingleton<ISnapshots>(Snapshots).AddSingleton<IReadModelStore>(_readModels)
            .AddSingleton<IMessageQueue>(this)
            .AddSingleton<IRaceBackoff>(new SimulatedBackoff(_ => Task.CompletedTask))
            .AddSingleton(_interval)
            .AddSingleton<IRaceBackoff>(_ => new RaceBackoff(TimeProvider.System, new SystemRandomBytes()))
            .BuildServiceProvider();
    }

    /// <summary>The aggregate as a new process loads it, and the number of events of each read.</summary>
    public async Task<(Versioned<TState> Aggregate, IReadOnlyList<int> Reads)> StartAndLoadAsync<TState>(StreamName stream)
        where TState : IAggregate<TState>
    {
        Events.Reads.Clear();
        await using var process = Start();
        var aggregate = await process.GetRequiredService<AggregateLoader>().RefreshAsync<TState>(stream, CancellationToken.None);
        return (aggregate, [.. Events.Reads]);
    }

    /// <summary>Records a commit without a command, and so without a snapshot.</summary>
    public async Task RecordAsync(StreamName stream, Instant at, params IReadOnlyList<IDomainEvent> events) => await Events.AppendAsync([new Commit(
        new CommitId(Guid.CreateVersion7()), stream, _log.VersionOf(stream), [.. events.Select(Catalogue.Write)], new CommitMetadata(at, null, "room"))]);

    /// <summary>The fold of all events of the stream.</summary>
    public Versioned<TState> Fold<TState>(StreamName stream)
        where TState : IAggregate<TState> => new(
        _log.Commits.Where(c => c.Stream == stream).SelectMany(Catalogue.Read).Aggregate(TState.InitialOf(stream), (state, e) => state.Apply(e)),
        _log.VersionOf(stream));

    /// <summary>Compares everything that a snapshot would contain, which is the whole state.</summary>
    public static void AssertSame<TState>(Versioned<TState> expected, Versioned<TState> actual, string when = "")
        where TState : IAggregate<TState> => Assert.Equal((when, expected.Version, Text(expected)), (when, actual.Version, Text(actual)));

    public Task SendAsync(string queue, string message, TimeSpan visibleAfter = default) => Task.CompletedTask;

    public Task<int> CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);

    private static string Text<TState>(Versioned<TState> aggregate)
        where TState : IAggregate<TState> => TState.Shape.Write(new StateAt<TState>(Guid.Empty, aggregate.State));
}
