using BookingEngine.Queues;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Mongo;
using BookingEngine.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Transfers;

/// <summary>Any number of instances on one store, with one queue and one fake clock. A test can stop each between any two effects.</summary>
public sealed class FixtureInstances : IAsyncDisposable
{
    public const string InMemory = "InMemory";

    private readonly Func<Action<IServiceCollection>, IServiceProvider> _new;
    private readonly Func<ValueTask> _close;

    /// <param name="engine">The name of an engine of MongoDB, or <see cref="InMemory"/>.</param>
    public FixtureInstances(string engine)
    {
        Queue = new FixtureQueue(Clock);
        (_new, _close) = engine == InMemory ? OnDictionaries() : OnMongo(MongoEngine.Unthrottled(engine), Clock);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public FixtureQueue Queue { get; }

    /// <param name="step">Called before and after each durable effect.</param>
    public IServiceProvider New(Step step) => _new(services =>
    {
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<IMessageQueue>(Queue);
        SteppedPorts.Register(services, step);
    });

    public ValueTask DisposeAsync() => _close();

    private static (Func<Action<IServiceCollection>, IServiceProvider>, Func<ValueTask>) OnDictionaries()
    {
        var world = new World(new Random(1), PlantedBug.None);
        return (replace => new Node(world, (_, _) => Task.CompletedTask, replace).Services, () => ValueTask.CompletedTask);
    }

    private static (Func<Action<IServiceCollection>, IServiceProvider>, Func<ValueTask>) OnMongo(MongoEngine engine, FakeTimeProvider clock)
    {
        var deployment = new MongoDeployment(engine, clock);
        List<MongoNode> nodes = [];
        return (NewInstance, CloseAsync);

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
