using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Privacy;
using BookingEngine.Queues;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Mongo;
using BookingEngine.Tests.Simulation;
using BookingEngine.Tests.Sqlite;
using BookingEngine.Tests.Told;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Transfers;

/// <summary>Any number of instances on one store, with one queue and one fake clock. A test can stop each between any two effects.</summary>
public sealed class FixtureInstances : IAsyncDisposable
{
    public const string InMemory = "InMemory", Embedded = "Embedded";

    private readonly Func<Action<IServiceCollection>, IServiceProvider> _new;
    private readonly Func<string> _stored;
    private readonly Func<ValueTask> _close;
    private int _sent;

    /// <param name="engine">The name of an engine of MongoDB, <see cref="InMemory"/>, or <see cref="Embedded"/> for the embedded store.</param>
    public FixtureInstances(string engine)
    {
        (Engine, Queue) = (engine, new FixtureQueue(Clock));
        (_new, _stored, _close) = engine switch
        {
            InMemory => OnDictionaries(),
            Embedded => OnEmbeddedStore(Clock),
            _ => OnMongo(MongoEngine.Unthrottled(engine), Clock),
        };
    }

    public string Engine { get; }

    /// <summary>How often an instance has written events or documents.</summary>
    public int Writes { get; private set; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public FixtureQueue Queue { get; }

    /// <summary>All mails that any instance has sent.</summary>
    public RecordedMails Mails { get; } = new();

    /// <summary>A text that is another one after each change of the store or the queue, and after some time.</summary>
    public string Stored() => $"{_stored()}, {_sent} sent, {Clock.GetUtcNow():O}";

    /// <param name="step">Called before and after each durable effect.</param>
    /// <param name="read">Called with the stream of each read.</param>
    public IServiceProvider New(Step step, Action<StreamName>? read = null) => _new(services =>
    {
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<IMessageQueue>(Queue).AddSingleton<IMailSender>(Mails);
        SteppedPorts.Register(services, name =>
        {
            Writes += SteppedPorts.IsWritten(name) ? 1 : 0;
            _sent += SteppedPorts.IsSent(name) ? 1 : 0;
            return step(name);
        }, read);
    });

    /// <summary>Runs relay and projector of an instance like the pipeline.</summary>
    public async Task ProjectAsync(IServiceProvider by)
    {
        await by.GetRequiredService<Relay>().RunAsync(CancellationToken.None);
        foreach (var message in Queue.Take(QueueNames.StreamAdvances))
        {
            await by.GetRequiredService<Projector>().ProjectAsync(StreamAdvanced.Parse(message), CancellationToken.None);
        }
    }

    /// <summary>As if something was written.</summary>
    public void NoteWrite() => Writes++;

    public ValueTask DisposeAsync() => _close();

    private static (Func<Action<IServiceCollection>, IServiceProvider>, Func<string>, Func<ValueTask>) OnDictionaries()
    {
        var (world, effects) = (new World(new Random(1), PlantedBug.None), 0);
        return (replace => new Node(world, (_, name) => CountAsync(name), replace).Services, () => $"{effects}", () => ValueTask.CompletedTask);

        Task CountAsync(string name)
        {
            effects += name.StartsWith("find", StringComparison.Ordinal) || name.StartsWith("list", StringComparison.Ordinal) || name.StartsWith("read", StringComparison.Ordinal) ? 0 : 1;
            return Task.CompletedTask;
        }
    }

    private static (Func<Action<IServiceCollection>, IServiceProvider>, Func<string>, Func<ValueTask>) OnEmbeddedStore(FakeTimeProvider clock)
    {
        var folder = new SqliteFolder();
        return (NewInstance, () => folder.DataVersion, CloseAsync);

        IServiceProvider NewInstance(Action<IServiceCollection> replace) => NodeServices.Build(
            services => services.AddSqliteStore(folder.Path).AddSingleton(folder.Store).AddSingleton(DataKeys.None), new OpenQueue(), clock, replace);

        ValueTask CloseAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private static (Func<Action<IServiceCollection>, IServiceProvider>, Func<string>, Func<ValueTask>) OnMongo(MongoEngine engine, FakeTimeProvider clock)
    {
        var deployment = new MongoDeployment(engine, clock);
        List<MongoNode> nodes = [];
        return (NewInstance, () => $"{deployment.StandIn!.Data.Changes}", CloseAsync);

        IServiceProvider NewInstance(Action<IServiceCollection> replace)
        {
            nodes.Add(new MongoNode(deployment.Store, new OpenQueue(), clock, replace));
            return nodes[^1].Services;
        }

        async ValueTask CloseAsync()
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }

            await deployment.DisposeAsync();
        }
    }
}
