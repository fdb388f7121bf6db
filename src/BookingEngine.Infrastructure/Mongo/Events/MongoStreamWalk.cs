using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Events;

/// <summary>Lists streams by name. A page of commits shows the versions of all its streams but the last. The last one needs a query of its
/// own, and the next page starts after it. So short streams cost little, and a stream of any length costs at most two reads.</summary>
internal sealed class MongoStreamWalk(MongoStore store, ILogger logger)
{
    private const int PageSize = 500;
    private static readonly BsonDocument VersionFields = new() { ["stream"] = 1, ["version"] = 1 };

    /// <summary>Lists the streams after the given one, by name. With <paramref name="since"/>, lists only streams with a commit recorded since
    /// then, and their version is the highest of those commits. The overlap of a sweep covers differences between clocks.</summary>
    public async Task<IReadOnlyList<StreamVersion>> ListAsync(Instant? since, StreamName? after, int limit, CancellationToken cancellation)
    {
        List<StreamVersion> found = [];
        var from = after is { } last ? CommitDocuments.EndOf(last.Value) : "";
        while (found.Count < limit && await FindAsync(FilterOf(since, from), 1, PageSize, cancellation) is { Count: > 0 } page)
        {
            var stream = CommitDocuments.StreamOf(page[^1]);
            if (page.Count == PageSize)
            {
                // The page may end in the middle of its last stream.
                page.AddRange(await FindAsync(RangeOf(stream), -1, 1, cancellation));
            }

            found.AddRange(page.Select(ReadOrLog).OfType<StreamVersion>().GroupBy(c => c.Stream).Select(g => g.MaxBy(c => c.Version)));
            from = CommitDocuments.EndOf(stream);
        }

        return found.Count > limit ? found[..limit] : found;
    }

    private StreamVersion? ReadOrLog(BsonDocument commit)
    {
        var version = CommitDocuments.TryReadVersion(commit);
        if (version is null)
        {
            logger.CommitDamaged(commit["_id"].ToString()!);
        }

        return version;
    }

    private Task<List<BsonDocument>> FindAsync(BsonDocument filter, int direction, int limit, CancellationToken cancellation) => store.RunAsync(
        MongoCollections.Events,
        events => MongoReads.WithMajority(events).Find(filter).Sort(new BsonDocument("_id", direction)).Limit(limit).Project<BsonDocument>(VersionFields)
            .ToListAsync(cancellation),
        cancellation);

    private static BsonDocument FilterOf(Instant? since, string from)
    {
        var filter = new BsonDocument("_id", new BsonDocument("$gt", from));
        return since is { } earliest ? filter.Add("recorded_at", new BsonDocument("$gte", earliest.Text())) : filter;
    }

    private static BsonDocument RangeOf(string stream) => new()
    {
        ["stream"] = stream,
        ["_id"] = new BsonDocument { ["$gt"] = stream, ["$lt"] = CommitDocuments.EndOf(stream) },
    };
}
