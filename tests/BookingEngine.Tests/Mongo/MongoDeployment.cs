using BookingEngine.Infrastructure.Mongo;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Tests.MongoStandIn;
using MongoDB.Driver;

namespace BookingEngine.Tests.Mongo;

/// <summary>A database of its own on an engine, and the adapter's store on it.</summary>
public sealed class MongoDeployment : IAsyncDisposable
{
    private readonly List<IMongoClient> _clients = [];

    public MongoDeployment(MongoEngine engine, TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        if (engine.Behaviour is { } behaviour)
        {
            StandIn = new StandInServer(behaviour, time: Time);
            StandIn.Start();
        }

        Settings = new MongoSettings(StandIn?.Uri ?? MongoEngine.ServerUri, $"test_{Guid.CreateVersion7():N}");
        Store = Open();
    }

    public StandInServer? StandIn { get; }

    public TimeProvider Time { get; }

    public MongoSettings Settings { get; }

    public MongoStore Store { get; }

    public IMongoDatabase Raw => Store.Client.GetDatabase(Settings.Database);

    /// <summary>How many complaints of the stand-in the test has asked for.</summary>
    public int ExpectedComplaints { get; set; }

    /// <summary>The store of a further instance on the same database.</summary>
    public MongoStore Open(Action<MongoClientSettings>? configure = null) => Open(Settings.Database, Connect(configure), patience: 15);

    /// <param name="patience">For how many seconds what may pass is tried again.</param>
    public static MongoStore Open(string database, IMongoClient client, double patience = 15) => new(
        client, database, new RetryPolicy(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(patience)),
        TimeProvider.System, new SystemRandomBytes());

    public MongoClient Connect(Action<MongoClientSettings>? configure = null)
    {
        var settings = MongoConnection.SettingsOf(Settings.Uri);

        // The driver shares connections between clients of equal settings, and ports are used again by other servers.
        settings.ApplicationName = $"{Settings.Database}-{_clients.Count}";
        configure?.Invoke(settings);
        var client = new MongoClient(settings);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (StandIn is null)
        {
            await Store.Client.DropDatabaseAsync(Settings.Database);
        }

        _clients.ForEach(client => client.Dispose());
        if (StandIn is { } standIn)
        {
            await standIn.DisposeAsync();
            Assert.True(standIn.Complaints.Count == ExpectedComplaints, string.Join('\n', standIn.Complaints));
        }
    }
}
