using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Stores;

/// <summary>Idempotency records in MongoDB: one command to add, one to save the answer. After a lost answer, the attempt's id shows whether
/// the write succeeded.</summary>
public sealed class MongoIdempotencyRecords(MongoStore store) : IIdempotencyRecords
{
    private const string Records = MongoCollections.IdempotencyRecords;
    private static readonly FindOneAndUpdateOptions<BsonDocument> Upserted = new() { IsUpsert = true, ReturnDocument = ReturnDocument.After };

    public Task<IdempotencyRecord> AddAsync(IdempotencyRecord record) => store.RunAsync(Records, async c =>
    {
        var fields = new BsonDocument
        {
            ["fingerprint"] = record.Fingerprint,
            ["commit_id"] = record.CommitId.ToString(),
            ["begun_at"] = record.BegunAt.Text(),
        }.Merge(FieldsOf(record));
        try
        {
            return Read(await c.FindOneAndUpdateAsync<BsonDocument>(
                UpsertFilter(record.Key), new BsonDocument("$setOnInsert", fields), Upserted));
        }
        catch (MongoException e) when (MongoErrors.IsDuplicateKey(e))
        {
            // Two concurrent upserts: the retry of this one reads what the other has saved.
            throw new NotYetVisibleException();
        }
    });

    public Task<bool> TryReplaceAsync(IdempotencyRecord held, IdempotencyRecord next) => store.RunAsync(Records, async c =>
        await c.TryUpdateAsync(HeldBy(held).Add("answer", BsonNull.Value), FieldsOf(next))
        // An earlier try may have succeeded although its answer was lost. Each attempt has a unique id.
        || await c.Find(new BsonDocument("_id", next.Key).Merge(FieldsOf(next))).AnyAsync());

    public Task DeleteAsync(IdempotencyRecord held) => store.RunAsync(Records, c => c.DeleteOneAsync(HeldBy(held)));

    public Task<int> PurgeAsync(Instant begunBefore) => store.RunAsync(Records, async c =>
        (int)(await c.DeleteManyAsync(new BsonDocument("begun_at", new BsonDocument("$lt", begunBefore.Text())))).DeletedCount);

    // The filter has more than the id. On Azure DocumentDB, the later of two concurrent upserts by id only replaces the earlier, and both would
    // hold the key (github.com/documentdb/documentdb/issues/295).
    private static BsonDocument UpsertFilter(string key) => new() { ["_id"] = key, ["begun_at"] = new BsonDocument("$exists", true) };

    private static BsonDocument HeldBy(IdempotencyRecord held) => new() { ["_id"] = held.Key, ["held_by"] = held.HeldBy.ToString() };

    private static BsonDocument FieldsOf(IdempotencyRecord record) => new()
    {
        ["held_by"] = record.HeldBy.ToString(),
        ["lease_ends"] = record.LeaseEnds.Text(),
        ["answer"] = MongoFields.OrNull(record.Answer),
    };

    private static IdempotencyRecord Read(BsonDocument document) => MongoFields.Read(Records, document, d => new IdempotencyRecord(
        d["_id"].AsString, d["fingerprint"].AsString, Guid.Parse(d["commit_id"].AsString), Guid.Parse(d["held_by"].AsString),
        d.Instant("begun_at"), d.Instant("lease_ends"), d.TextOrNull("answer")));
}
