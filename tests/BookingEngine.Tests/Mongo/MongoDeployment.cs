using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Privacy;
using BookingEngine.Tests.MongoStandIn;
using MongoDB.Driver;

namespace BookingEngine.Tests.Mongo;

/// <summary>Its own database on an engine, with the store on it.</summary>
public sealed class MongoDeployment : IAsyncDisposable
{
    /// <summary>Far longer than any test takes on a slow machine. A test that reaches it hangs.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly List<IMongoClient> _clients = [];
    private readonly PooledStandIn? _warm;

    public MongoDeployment(MongoEngine engine, TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        _warm = engine.Behaviour is { } behaviour ? PooledStandIn.Take(behaviour, Time) : null;
        Settings = new MongoSettings(StandIn?.Uri ?? MongoEngine.ServerUri, $"test_{Guid.CreateVersion7():N}");
        Store = Open(Settings.Database, _warm?.Client ?? Connect());
    }

    public StandInServer? StandIn => _warm?.Server;

    public TimeProvider Time { get; }

    public MongoSettings Settings { get; }

    /// <summary>A client that takes half a second to find a lost server again. Use <see cref="ConnectForFaults"/> for many faults.</summary>
    public MongoStore Store { get; }

    public IMongoDatabase Raw => Store.Client.GetDatabase(Settings.Database);

    /// <summary>The number of complaints of the stand-in that the test expects.</summary>
    public int ExpectedComplaints { get; set; }

    /// <summary>The store of another instance on the same database.</summary>
    public MongoStore Open(Action<MongoClientSettings>? configure = null) => Open(Settings.Database, Connect(configure));

    /// <summary>The store of an instance with these data keys.</summary>
    public MongoStore Open(DataKeys dataKeys) => Open(Settings.Database, Store.Client, Time, dataKeys);

    /// <param name="clock">The clock that retries of a failing store use.</param>
    public static MongoStore Open(string database, IMongoClient client, TimeProvider? clock = null, DataKeys? dataKeys = null) => new(
        client, database, new RetryPolicy(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(50), Timeout), clock ?? TimeProvider.System,
        new SystemRandomBytes(), dataKeys);

    /// <summary>A client that reconnects to a lost server at once. It polls the server twenty times a second, so only fault tests use it.</summary>
    public MongoClient ConnectForFaults() => Connect(settings => settings.HeartbeatInterval = TimeSpan.FromMilliseconds(50));

    public MongoClient Connect(Action<MongoClientSettings>? configure = null)
    {
        var settings = SettingsOf(Settings.Uri, $"{Settings.Database}-{_clients.Count}");
        configure?.Invoke(settings);
        var client = new MongoClient(settings);
        _clients.Add(client);
        return client;
    }

    /// <param name="name">Unique to this client: the driver shares connections between clients of equal settings, and other servers reuse
    /// ports.</param>
    internal static MongoClientSettings SettingsOf(string uri, string name)
    {
        var settings = MongoConnection.SettingsOf(uri);
        settings.ApplicationName = name;
        (settings.ServerSelectionTimeout, settings.ConnectTimeout, settings.SocketTimeout, settings.WaitQueueTimeout) = (Timeout, Timeout, Timeout, Timeout);
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        if (_warm is null)
        {
            await Store.Client.DropDatabaseAsync(Settings.Database);
        }

        _clients.ForEach(client => client.Close());
        if (_warm is not null)
        {
            var complaints = _warm.Server.Complaints;
            await _warm.ReturnAsync();
            Assert.True(complaints.Count == ExpectedComplaints, string.Join('\n', complaints));
        }
    }
}
