using BookingEngine.Tests.Mongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

/// <summary>A running stand-in with the real driver connected to it. At the end it must have received no unknown command.</summary>
public sealed class RunningStandIn : IAsyncDisposable
{
    private readonly MongoClient _client;

    public RunningStandIn(Behaviour behaviour, Action<MongoClientSettings>? configure = null)
    {
        Server = new StandInServer(behaviour);
        Server.Start();
        var settings = MongoClientSettings.FromConnectionString(Server.Uri);
        settings.ApplicationName = $"{Guid.CreateVersion7():N}"; // the driver keeps what it has of equal settings, and other servers reuse ports
        settings.ServerSelectionTimeout = TimeSpan.FromMinutes(1);
        settings.HeartbeatInterval = TimeSpan.FromMilliseconds(50); // a driver that lost its server looks for it only then
        configure?.Invoke(settings);
        _client = new MongoClient(settings);
    }

    public StandInServer Server { get; }

    public IMongoClient Client => _client;

    public IMongoDatabase Database => _client.GetDatabase("tests");

    public IMongoCollection<BsonDocument> Events => Database.GetCollection<BsonDocument>("events");

    /// <summary>The number of complaints that the test expects and checks.</summary>
    public int ExpectedComplaints { get; set; }

    public async ValueTask DisposeAsync()
    {
        _client.Close();
        await Server.DisposeAsync();
        Assert.True(Server.Complaints.Count == ExpectedComplaints, string.Join('\n', Server.Complaints));
    }
}
