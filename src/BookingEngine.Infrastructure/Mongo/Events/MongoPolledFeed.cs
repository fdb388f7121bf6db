using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Pipeline.Feeds;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Events;

/// <summary>The feed of a server without change streams, a standalone one: commits by the time they were recorded at. One that is written
/// after a later one was told is missed here, for clocks and writes are not that exact; it is recent, and the next sweep finds it.</summary>
internal sealed class MongoPolledFeed(MongoStore store)
{
    private const int PageSize = 500;
    private const string Kind = "polled ";
    private static readonly BsonDocument InTime = new() { ["recorded_at"] = 1, ["_id"] = 1 };
    private static readonly BsonDocument Place = new() { ["stream"] = 1, ["version"] = 1, ["recorded_at"] = 1 };

    /// <param name="start">Where to begin without a position of this feed; what came before is for a full sweep.</param>
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
            events => events.Find(new BsonDocument("$or", new BsonArray { later, atTheSameTime })).Sort(InTime).Limit(PageSize)
                .Project<BsonDocument>(Place).ToListAsync(cancellation),
            cancellation);
    }
}
