using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo;

/// <summary>Read models in MongoDB. Each document is written by itself: a stream's documents are replaced one by one, each guarded by its
/// version, and a reader meanwhile sees some old and some new.</summary>
public sealed class MongoReadModelStore(MongoStore store) : IReadModelStore
{
    private const string Documents = MongoCollections.ReadModels, Positions = MongoCollections.Positions;
    private const int BatchSize = 1_000;
    private static readonly BsonDocument InListOrder = new() { ["model"] = 1, ["partition"] = 1, ["sort_key"] = 1 };

    public async Task<ReadModelDocument?> FindAsync(string model, string id, CancellationToken cancellation) =>
        await store.RunAsync(Documents, c => c.Find(ReadModelDocuments.ById(model, id)).FirstOrDefaultAsync(cancellation), cancellation) is { } found
            ? ReadModelDocuments.Read(found)
            : null;

    public Task<IReadOnlyList<ReadModelDocument>> ListAsync(
        string model, string partition, string? afterSortKey, int? limit, CancellationToken cancellation)
    {
        var filter = new BsonDocument
        {
            ["model"] = model,
            ["partition"] = partition,
            ["sort_key"] = new BsonDocument("$gt", afterSortKey ?? ""),
            ["body"] = new BsonDocument("$ne", BsonNull.Value),
        };
        return ListAsync(filter, find => find.Sort(InListOrder).Limit(limit), cancellation);
    }

    public Task<bool> TryWriteAsync(string model, ReadModelDocument document, long expectedVersion)
    {
        var written = ReadModelDocuments.Write(model, document);
        return store.RunAsync(Documents, c => expectedVersion == 0 ? c.TryInsertAsync(written) : TryReplaceAsync(c, written, expectedVersion));
    }

    public async Task<long> PositionAsync(string model, StreamName stream, CancellationToken cancellation) =>
        await store.RunAsync(Positions, c => c.Find(PlaceOf(model, stream)).FirstOrDefaultAsync(cancellation), cancellation) is { } found
            ? MongoFields.Read(Positions, found, d => d.Whole("version"))
            : 0;

    public Task AdvanceAsync(string model, StreamName stream, long version) => store.RunAsync(Positions, c => c.UpdateOneAsync(
        PlaceOf(model, stream), new BsonDocument("$max", new BsonDocument("version", version)), new UpdateOptions { IsUpsert = true }));

    // Sorted here: nothing has to be indexed for it, and all of them are held in memory anyway.
    public async Task<IReadOnlyList<ReadModelDocument>> ListOfStreamAsync(string model, StreamName stream, CancellationToken cancellation) =>
        [.. (await ListAsync(OfStream(model, stream), find => find, cancellation)).OrderBy(d => d.Id, StringComparer.Ordinal)];

    public async Task<bool> TryReplaceStreamAsync(string model, StreamName stream, long version, IReadOnlyList<ReadModelDocument> documents)
    {
        var standing = await ListOfStreamAsync(model, stream, CancellationToken.None);
        if (await PositionAsync(model, stream, CancellationToken.None) > version || standing.Any(d => d.Version > version))
        {
            return false;
        }

        // What has got further since is left alone, and the caller told.
        IEnumerable<WriteModel<BsonDocument>> changed = documents.Except(standing).Select(d => ReplaceUpTo(version, model, d));
        IEnumerable<WriteModel<BsonDocument>> gone = standing.ExceptBy(documents.Select(d => d.Id), d => d.Id).Select(d => DeleteUpTo(version, model, d));
        foreach (var writes in changed.Concat(gone).Chunk(BatchSize))
        {
            if (!await TryWriteAllAsync(writes))
            {
                return false;
            }
        }

        await AdvanceAsync(model, stream, version);
        return true;
    }

    private Task<IReadOnlyList<ReadModelDocument>> ListAsync(
        BsonDocument filter, Func<IFindFluent<BsonDocument, BsonDocument>, IFindFluent<BsonDocument, BsonDocument>> shape, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyList<ReadModelDocument>>(
            Documents,
            async c => [.. (await shape(c.Find(filter, new FindOptions { BatchSize = BatchSize })).ToListAsync(cancellation)).Select(ReadModelDocuments.Read)],
            cancellation);

    private static async Task<bool> TryReplaceAsync(IMongoCollection<BsonDocument> documents, BsonDocument document, long expectedVersion) =>
        (await documents.ReplaceOneAsync(new BsonDocument { ["_id"] = document["_id"], ["version"] = expectedVersion }, document)).MatchedCount == 1;

    private Task<bool> TryWriteAllAsync(WriteModel<BsonDocument>[] writes) => store.RunAsync(Documents, async c =>
    {
        try
        {
            await c.BulkWriteAsync(writes, new BulkWriteOptions { IsOrdered = false });
            return true;
        }
        catch (MongoBulkWriteException e) when (e.WriteErrors.Any(error => error.Category is ServerErrorCategory.DuplicateKey))
        {
            return false;
        }
    });

    private static ReplaceOneModel<BsonDocument> ReplaceUpTo(long version, string model, ReadModelDocument document) =>
        new(UpTo(version, model, document), ReadModelDocuments.Write(model, document)) { IsUpsert = true };

    private static DeleteOneModel<BsonDocument> DeleteUpTo(long version, string model, ReadModelDocument document) => new(UpTo(version, model, document));

    private static BsonDocument UpTo(long version, string model, ReadModelDocument document)
    {
        var filter = ReadModelDocuments.ById(model, document.Id);
        filter["version"] = new BsonDocument("$lte", version);
        return filter;
    }

    private static BsonDocument OfStream(string model, StreamName stream) => new() { ["model"] = model, ["stream"] = stream.Value };

    private static BsonDocument PlaceOf(string model, StreamName stream) => new("_id", $"{model}:{stream}");
}
