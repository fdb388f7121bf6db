using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Stores;

/// <summary>The version of each stream up to which each read model is written.</summary>
internal sealed class MongoPositions(MongoStore store)
{
    private const string Positions = MongoCollections.Positions;
    private const int BatchSize = 1_000;

    /// <summary>0 if nothing is written.</summary>
    public async Task<long> FindAsync(string model, StreamName stream, CancellationToken cancellation) =>
        await store.RunAsync(Positions, c => c.Find(Filter(model, stream)).FirstOrDefaultAsync(cancellation), cancellation) is { } found
            ? MongoFields.Read(Positions, found, d => d.WholeNumber("version"))
            : 0;

    /// <summary>The lowest of all models, for each stream that all of them have.</summary>
    public async Task<IReadOnlyDictionary<StreamName, long>> FindLowestAsync(
        IReadOnlyCollection<string> models, IReadOnlyCollection<StreamName> streams, CancellationToken cancellation)
    {
        var byId = (from stream in streams from model in models select (Id: Filter(model, stream)["_id"], Stream: stream)).ToDictionary(p => p.Id, p => p.Stream);
        List<BsonDocument> found = [];
        foreach (var ids in byId.Keys.Chunk(BatchSize))
        {
            var filter = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids)));
            var inBatches = new FindOptions { BatchSize = BatchSize };
            found.AddRange(await store.RunAsync(Positions, c => c.Find(filter, inBatches).ToListAsync(cancellation), cancellation));
        }

        return found.GroupBy(document => byId[document["_id"]]).Where(ofStream => ofStream.Count() == models.Count)
            .ToDictionary(ofStream => ofStream.Key, ofStream => ofStream.Min(VersionOrNone));
    }

    public Task AdvanceAsync(string model, StreamName stream, long version) => store.RunAsync(Positions, async c =>
    {
        await c.AdvanceAsync($"{model}:{stream}", version);
        return true;
    });

    // A damaged position counts as 0. So its stream lags, and the projector then fails on it and logs the error.
    private static long VersionOrNone(BsonDocument position) => position.GetValue("version", 0) is BsonInt64 version ? version.Value : 0;

    private static BsonDocument Filter(string model, StreamName stream) => new("_id", $"{model}:{stream}");
}
