using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.ReadModels;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo.Stores;

/// <summary>Read models in MongoDB, without transactions. A stream's documents are replaced one by one, each only if its version is unchanged.
/// Meanwhile a reader may see both old and new documents.</summary>
public sealed class MongoReadModelStore(MongoStore store) : IReadModelStore
{
    private const string Documents = MongoCollections.ReadModels;
    private const int BatchSize = 1_000;
    private static readonly FindOptions InBatches = new() { BatchSize = BatchSize };
    private readonly MongoPositions _positions = new(store);

    public async Task<ReadModelDocument?> FindAsync(string model, string id, CancellationToken cancellation) =>
        await store.RunAsync(Documents, c => c.Find(ReadModelDocuments.ById(model, id)).FirstOrDefaultAsync(cancellation), cancellation) is { } found
            ? ReadModelDocuments.Read(found)
            : null;

    public Task<IReadOnlyList<ReadModelDocument>> ListAsync(ReadModelList list, ListRange range, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyList<ReadModelDocument>>(
            Documents,
            async c =>
            [
                .. (await Find(c, list, range).ToListAsync(cancellation)).Select(ReadModelDocuments.Read),
            ],
            cancellation);

    public async Task<IReadOnlyList<ListedAnswer>?> ListAnswersAsync(ReadModelList list, ListRange range, string shape, CancellationToken cancellation)
    {
        var found = await store.RunAsync(
            Documents, c => Find(c, list, range).Project<BsonDocument>(ReadModelDocuments.AnswerFields).ToListAsync(cancellation), cancellation);
        var answers = found.ConvertAll(document => ReadModelDocuments.ReadAnswer(document, shape));
        return answers.Contains(null) ? null : answers.ConvertAll(answer => answer!.Value);
    }

    public async Task<IReadOnlyList<IReadOnlyList<ReadModelDocument>>?> ListFewAsync(
        IReadOnlyList<ReadModelList> lists, int maximum, CancellationToken cancellation)
    {
        var filter = new BsonDocument("$or", new BsonArray(lists.Select(list => ReadModelDocuments.FilterOf(list, default))));
        var found = await store.RunAsync(Documents, c => c.Find(filter, InBatches).Limit(maximum + 1).ToListAsync(cancellation), cancellation);
        return found.Count > maximum ? null :
        [
            .. lists.Select(list => found.Where(document => document["model"] == list.Model).Select(ReadModelDocuments.Read).ToList()),
        ];
    }

    public Task<bool> TryWriteAsync(string model, ReadModelDocument document, long expectedVersion)
    {
        var written = ReadModelDocuments.Write(model, document);
        return store.RunAsync(Documents, c => expectedVersion == 0 ? c.TryInsertAsync(written) : TryReplaceAsync(c, written, expectedVersion));
    }

    public async Task<bool> TryWriteAllAsync(string model, IReadOnlyList<DocumentWrite> writes)
    {
        if (writes is [var (document, expectedVersion)])
        {
            return await TryWriteAsync(model, document, expectedVersion);
        }

        // The driver sends the inserts as one command, then the replacements as another.
        var models = writes.OrderBy(write => write.ExpectedVersion > 0).Select(write => ReadModelDocuments.Write(model, write)).ToArray();
        return models.Length == 0 || await TryWriteAllAsync(models);
    }

    public Task<IReadOnlyList<ReadModelDocument>> FindAllAsync(string model, IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyList<ReadModelDocument>>(
            Documents,
            async c => [.. (await c.Find(ReadModelDocuments.ByIds(model, ids), InBatches).ToListAsync(cancellation)).Select(ReadModelDocuments.Read)],
            cancellation);

    public Task AddAsync(string model, IReadOnlyList<ReadModelDocument> documents)
    {
        var written = documents.Select(document => ReadModelDocuments.Write(model, document)).ToArray();
        return store.RunAsync(Documents, c => c.AddAsync(written));
    }

    public Task<long> PositionAsync(string model, StreamName stream, CancellationToken cancellation) => _positions.FindAsync(model, stream, cancellation);

    public Task<IReadOnlyDictionary<StreamName, long>> LowestPositionsAsync(
        IReadOnlyCollection<string> models, IReadOnlyCollection<StreamName> streams, CancellationToken cancellation) =>
        _positions.FindLowestAsync(models, streams, cancellation);

    public Task AdvanceAsync(string model, StreamName stream, long version) => _positions.AdvanceAsync(model, stream, version);

    // Sorted in memory: all documents are loaded anyway, and so the sort needs no index.
    public async Task<IReadOnlyList<ReadModelDocument>> ListOfStreamAsync(string model, StreamName stream, CancellationToken cancellation) =>
        [.. (await FindOfStreamAsync(model, stream, cancellation)).Select(ReadModelDocuments.ReadOrBlank).OrderBy(d => d.Id, StringComparer.Ordinal)];

    public async Task<bool> TryReplaceStreamAsync(string model, StreamName stream, long version, IReadOnlyList<ReadModelDocument> documents)
    {
        var existing = await FindOfStreamAsync(model, stream, CancellationToken.None);
        var position = await PositionAsync(model, stream, CancellationToken.None);
        if (position > version
            || existing.Any(d => ReadModelDocuments.ReadOrBlank(d).Version > version))
        {
            return false;
        }

        var writes = ReadModelDocuments.Replace(existing, [.. documents.Select(d => ReadModelDocuments.Write(model, d))]);
        foreach (var batch in writes.Chunk(BatchSize))
        {
            if (!await TryWriteAllAsync(batch))
            {
                return false;
            }
        }

        if (position < version)
        {
            await AdvanceAsync(model, stream, version);
        }

        return true;
    }

    public async Task<IReadOnlyList<string>> ReplaceAsync(string model, IReadOnlyList<ReadModelDocument> documents)
    {
        while (true)
        {
            var ids = ReadModelDocuments.ByIds(model, documents.Select(d => d.Id));
            var stored = await store.RunAsync(Documents, c => c.Find(ids, InBatches).ToListAsync());
            var later = stored.Select(ReadModelDocuments.ReadOrBlank).Join(documents, s => s.Id, d => d.Id, (s, d) => s.Version > d.Version ? d.Id : null)
                .OfType<string>().ToHashSet(StringComparer.Ordinal);
            var next = documents.Where(d => !later.Contains(d.Id)).Select(d => ReadModelDocuments.Write(model, d)).ToArray();
            var places = next.Select(d => d["_id"]).ToHashSet();
            WriteModel<BsonDocument>[] writes = [.. ReadModelDocuments.Replace([.. stored.Where(d => places.Contains(d["_id"]))], next)];
            if (writes.Length == 0 || await TryWriteAllAsync(writes))
            {
                return [.. later];
            }
        }
    }

    public async Task DeleteOthersAsync(string model, StreamName stream, long version, IReadOnlyCollection<string> ids)
    {
        var kept = ids.Select(id => (BsonValue)$"{model}:{id}").ToHashSet();
        var fields = new BsonDocument { ["_id"] = 1, ["version"] = 1 };
        var all = await store.RunAsync(
            Documents,
            c => c.Find(new BsonDocument { ["model"] = model, ["stream"] = stream.Value }, InBatches).Project<BsonDocument>(fields).ToListAsync());
        var others = all.Where(d => !kept.Contains(d["_id"]) && !(d.GetValue("version", BsonNull.Value) > version));
        foreach (var batch in others.Chunk(BatchSize))
        {
            await TryWriteAllAsync([.. ReadModelDocuments.Replace(batch, [])]);
        }
    }

    private static IFindFluent<BsonDocument, BsonDocument> Find(IMongoCollection<BsonDocument> documents, ReadModelList list, ListRange range) =>
        documents.Find(ReadModelDocuments.FilterOf(list, range), InBatches).Sort(ReadModelDocuments.OrderOf(list.Index)).Limit(range.Limit);

    private Task<List<BsonDocument>> FindOfStreamAsync(string model, StreamName stream, CancellationToken cancellation) => store.RunAsync(
        Documents,
        c => c.Find(new BsonDocument { ["model"] = model, ["stream"] = stream.Value }, InBatches).ToListAsync(cancellation),
        cancellation);

    private static async Task<bool> TryReplaceAsync(IMongoCollection<BsonDocument> documents, BsonDocument document, long expectedVersion) =>
        (await documents.ReplaceOneAsync(new BsonDocument { ["_id"] = document["_id"], ["version"] = expectedVersion }, document)).MatchedCount == 1;

    // False if a document has changed since it was read, or if an earlier try wrote it and its answer was lost.
    private Task<bool> TryWriteAllAsync(WriteModel<BsonDocument>[] writes) => store.RunAsync(Documents, async c =>
    {
        try
        {
            var written = await c.BulkWriteAsync(writes, new BulkWriteOptions { IsOrdered = false });
            return written.InsertedCount + written.MatchedCount + written.DeletedCount == writes.Length;
        }
        catch (MongoBulkWriteException e) when (e.WriteErrors.Any(error => error.Category is ServerErrorCategory.DuplicateKey))
        {
            return false;
        }
    });
}
