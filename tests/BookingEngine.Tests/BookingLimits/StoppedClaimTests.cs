using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Infrastructure.Sqlite.Events;
using BookingEngine.Ports;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>On the embedded store.</summary>
public sealed class EmbeddedStoppedClaimTests : StoppedClaimCases, IDisposable
{
    private RunningApi? _api;

    public override Task DisposeAsync() => _api!.DisposeAsync();

    public void Dispose() => _api?.Dispose();

    protected override async Task<IServiceProvider> OpenAsync()
    {
        _api = new RunningApi
        {
            // An append after a stopped one loses its race, and waits in real time.
            Replacing = services => services.AddSingleton<TimeProvider>(Clock)
                .AddSingleton<IRaceBackoff>(s => new RaceBackoff(TimeProvider.System, s.GetRequiredService<IRandomBytes>()))
                .AddSingleton<IEventStore>(s => Ports.On(s.GetRequiredService<SqliteEventStore>())),
        };
        await _api.InitializeAsync();
        return _api.Services;
    }
}

/// <summary>On MongoDB.</summary>
public abstract class MongoStoppedClaimCases(MongoEngine engine) : StoppedClaimCases
{
    private readonly MongoDeployment _deployment = new(engine);
    private MongoNode? _node;

    public override async Task DisposeAsync()
    {
        await _node!.DisposeAsync();
        await _deployment.DisposeAsync();
    }

    protected override Task<IServiceProvider> OpenAsync()
    {
        _node = new MongoNode(_deployment.Store, new OpenQueue(), Clock, services =>
            services.AddSingleton(Ports.On(new MongoEventStore(_deployment.Store, NullLogger<MongoEventStore>.Instance))));
        return Task.FromResult(_node.Services);
    }
}

public sealed class ReplicaSetStoppedClaimTests() : MongoStoppedClaimCases(MongoEngine.ReplicaSet);

public sealed class CosmosStoppedClaimTests() : MongoStoppedClaimCases(MongoEngine.CosmosRu);
