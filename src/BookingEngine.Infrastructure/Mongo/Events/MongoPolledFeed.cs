using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Pipeline.Feeds;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Events;

/// <summary>The feed for servers without change streams, such as a standalone one. It reads commits by their recorded time. It misses a
/// commit that becomes visible after one with a later time. The next sweep finds such a commit, because it is recent.</summary>
internal sealed class MongoPolledFeed(MongoStore store)
{
    private const int PageSize = 500;
    private const string Kind = "polled ";
    private static readonly BsonDocument ByTime = new() { ["recorded_at"] = 1, ["_id"] = 1 };
    private static readonly BsonDocument VersionFields = new() { ["stream"] = 1, ["version"] = 1, ["recorded_at"] = 1 };

    /// <param name="start">Where to start if there is no position of this feed. A full sweep finds earlier commits.</param>
    public async Task<FeedPage> ReadAsync(FeedPosition? after, Instant start, CancellationToken cancellation)
    {
        if (after?.Value.Split(' ') is not ["polled", var time, var id])
        {
            return new FeedPage([], new FeedPosition($"{Kind}{start.Text()} "), HistoryLost: true);
        }

        var commits = await FindAsync(time, id, cancellation);
        var position = commits.Count > 0 ? new FeedPosition($"{Kind}{commits[^1]["recorded_at"].AsString} {commits[^1]["_id"].AsString}") : after;
        return new FeedPage([.. commits.Select(CommitDocuments.TryReadVersion).OfType<StreamVersion>()], position, HistoryLost: false);
    }

    private Task<List<BsonDocument>> FindAsync(string time, string id, CancellationToken cancellation)
    {
        var later = new BsonDocument("recorded_at", new BsonDocument("$gt", time));
        var atTheSameTime = new BsonDocument { ["recorded_at"] = time, ["_id"] = new BsonDocument("$gt", id) };
        return store.RunAsync(
            MongoCollections.Events,
            events => events.Find(new BsonDocument("$or", new BsonArray { later, atTheSameTime })).Sort(ByTime).Limit(PageSize)
                .Project<BsonDocument>(VersionFields).ToListAsync(cancellation),
            cancellation);
    }
}
