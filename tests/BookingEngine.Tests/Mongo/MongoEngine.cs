using BookingEngine.Infrastructure.Mongo;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Tests.MongoStandIn;
using MongoDB.Driver;

namespace BookingEngine.Tests.Mongo;

/// <summary>What a test of the adapter runs on: the stand-in in one of its behaviours, or the server that <c>MONGODB_TEST_URI</c> names.</summary>
public sealed record MongoEngine(string Name, Behaviour? Behaviour)
{
    private const string Variable = "MONGODB_TEST_URI";

    public static MongoEngine ReplicaSet { get; } = Of(Behaviour.ReplicaSet);

    public static MongoEngine Standalone { get; } = Of(Behaviour.Standalone);

    /// <summary>Throttled at every seventh command, as a busy serverless account is.</summary>
    public static MongoEngine CosmosRu { get; } = Of(Behaviour.CosmosRu with { ThrottlesEvery = 7 });

    public static MongoEngine VCore { get; } = Of(Behaviour.VCore);

    public static MongoEngine Server { get; } = new("Server", null);

    public static IReadOnlyList<MongoEngine> StandIns { get; } = [ReplicaSet, Standalone, CosmosRu, VCore];

    /// <summary>The connection string of the real server; the test is skipped, and says so, where there is none.</summary>
    public static string ServerUri
    {
        get
        {
            var uri = Environment.GetEnvironmentVariable(Variable);
            Skip.If(string.IsNullOrEmpty(uri), $"{Variable} is not set: no real MongoDB to run this on.");
            return uri!;
        }
    }

    public override string ToString() => Name;

    private static MongoEngine Of(Behaviour behaviour) => new(behaviour.Name, behaviour);
}

/// <summary>A database of its own on an engine, and the adapter's store on it.</summary>
public sealed class MongoDeployment : IAsyncDisposable
{
    private readonly string _uri;
    private int _opened;
    private readonly string _database = $"test_{Guid.CreateVersion7():N}";

    public MongoDeployment(MongoEngine engine, TimeProvider? time = null)
    {
        if (engine.Behaviour is { } behaviour)
        {
            StandIn = new StandInServer(behaviour);
            StandIn.Start();
        }

        Time = time ?? TimeProvider.System;
        _uri = StandIn?.Uri ?? MongoEngine.ServerUri;
        Store = Open();
    }

    public StandInServer? StandIn { get; }

    public TimeProvider Time { get; }

    public MongoStore Store { get; private set; }

    public MongoSettings Settings => new(_uri, _database);

    public IMongoDatabase Raw => Store.Client.GetDatabase(_database);

    /// <summary>How many complaints of the stand-in the test has asked for.</summary>
    public int ExpectedComplaints { get; set; }

    /// <summary>A further instance on the same database. The caller disposes of it.</summary>
    public MongoStore Open(Action<MongoClientSettings>? configure = null)
    {
        var settings = MongoConnection.SettingsOf(_uri);

        // The driver shares connections between clients of equal settings, and ports are used again by other servers.
        settings.ApplicationName = $"{_database}-{_opened++}";
        configure?.Invoke(settings);
        return new MongoStore(
            settings, _database, new RetryPolicy(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(15)),
            TimeProvider.System, new SystemRandomBytes());
    }

    public async ValueTask DisposeAsync()
    {
        if (StandIn is null)
        {
            await Store.Client.DropDatabaseAsync(_database);
        }

        Store.Dispose();
        if (StandIn is { } standIn)
        {
            await standIn.DisposeAsync();
            Assert.True(standIn.Complaints.Count == ExpectedComplaints, string.Join('\n', standIn.Complaints));
        }
    }
}
