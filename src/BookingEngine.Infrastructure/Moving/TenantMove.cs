using System.Globalization;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Rows;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Moving;

/// <param name="Done">The number of documents of the collection that are copied so far.</param>
public sealed record MoveProgress(string Collection, long Done);

/// <summary>Moves a deployment from the embedded store to MongoDB. It copies events and other source data unchanged, and rebuilds the read
/// models in MongoDB. It may be stopped and run again. It never changes the embedded store.</summary>
public sealed class TenantMove(SqliteStore from, MongoStore to, ProjectionSet projections, Rebuild rebuild)
{
    private const int PageSize = 500;

    /// <exception cref="UnusableStoreException">The database contains data of another deployment.</exception>
    public async Task<RebuildProgress> RunAsync(
        IProgress<MoveProgress> progress, IProgress<RebuildProgress> rebuilding, CancellationToken cancellation)
    {
        await to.PrepareAsync(cancellation);
        foreach (var table in EmbeddedTables.Of(from, to.DataKeys, projections))
        {
            await CopyAsync(
                table.Collection, "", after => table.File.Read(s => s.Query(table.Query, row => (row.GetString(0), table.Read(row)), after, PageSize)),
                progress, cancellation);
        }

        await CopyAsync(MongoCollections.Events, "0", ReadCommits, progress, cancellation);
        return await rebuild.RunAsync(rebuilding, cancellation);
    }

    private List<(string Key, BsonDocument? Document)> ReadCommits(string after) => from.Booking.Read(s => s.Query(
        $"SELECT {CommitRows.Columns}, position FROM commits WHERE position > $1 ORDER BY position LIMIT $2",
        row => (row.GetInt64(8).ToString(CultureInfo.InvariantCulture), (BsonDocument?)CommitDocuments.Write(CommitRows.Read(row))),
        long.Parse(after, CultureInfo.InvariantCulture), PageSize));

    // Documents that an earlier run copied are compared and must be the same.
    private async Task CopyAsync(
        string collection, string first, Func<string, List<(string Key, BsonDocument? Document)>> read, IProgress<MoveProgress> progress,
        CancellationToken cancellation)
    {
        var (after, done) = (first, 0L);
        while (read(after) is { Count: > 0 } page)
        {
            cancellation.ThrowIfCancellationRequested();
            await to.RunAsync(collection, c => InsertAsync(c, [.. page.Select(row => row.Document).OfType<BsonDocument>()], cancellation), cancellation);
            (after, done) = (page[^1].Key, done + page.Count);
            progress.Report(new MoveProgress(collection, done));
        }
    }

    private static async Task<bool> InsertAsync(IMongoCollection<BsonDocument> collection, List<BsonDocument> documents, CancellationToken cancellation)
    {
        try
        {
            if (documents.Count > 0)
            {
                await collection.InsertManyAsync(documents, new InsertManyOptions { IsOrdered = false }, cancellation);
            }
        }
        catch (MongoBulkWriteException<BsonDocument> e)
            when (e.WriteConcernError is null && e.WriteErrors.All(error => error.Category is ServerErrorCategory.DuplicateKey))
        {
            await EnsureSameAsync(collection, [.. e.WriteErrors.Select(error => documents[error.Index])], cancellation);
        }

        return true;
    }

    private static async Task EnsureSameAsync(IMongoCollection<BsonDocument> collection, List<BsonDocument> documents, CancellationToken cancellation)
    {
        var ids = new BsonArray(documents.Select(d => d["_id"]));
        var existing = await collection.Find(new BsonDocument("_id", new BsonDocument("$in", ids))).ToListAsync(cancellation);
        if (!existing.ToHashSet().SetEquals(documents))
        {
            throw new UnusableStoreException(
                $"MONGODB_DB must name a new database, or the one of a move that was stopped. This one has documents in "
                + $"{collection.CollectionNamespace.CollectionName} that differ from the data folder's.");
        }
    }
}
