using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Events;

/// <summary>Events in MongoDB, with one document per commit and one ordered insert per run. Reads return only commits that a majority has, so
/// that no decision depends on a commit that an election can undo.</summary>
public sealed class MongoEventStore(MongoStore store, ILogger<MongoEventStore> logger) : IEventStore
{
    private static readonly BsonDocument ById = new("_id", 1), ByIdDown = new("_id", -1), ByTime = new("recorded_at", 1), ByTimeDown = new("recorded_at", -1);
    private static readonly BsonDocument VersionFields = new() { ["stream"] = 1, ["version"] = 1, ["recorded_at"] = 1 };
    private readonly MongoStreamWalk _walk = new(store, logger);

    public bool ProjectsOnAppend => false;

    public Task<AppendResult> AppendAsync(IReadOnlyList<Commit> run) => store.RunAsync(MongoCollections.Events, new MongoAppend(run).RunAsync);

    public Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation)
    {
        // Nearly every commit has at most MaximumEvents versions. So the commit that contains the next version starts here or later.
        var from = Math.Max(1, afterVersion - Commit.MaximumEvents + 2);
        var filter = new BsonDocument
        {
            ["stream"] = stream.Value,
            ["_id"] = new BsonDocument { ["$gte"] = CommitDocuments.IdOf(stream, from), ["$lt"] = CommitDocuments.EndOf(stream.Value) },
            ["version"] = new BsonDocument("$gt", afterVersion),
        };
        return store.RunAsync<IReadOnlyList<StoredCommit>>(
            MongoCollections.Events,
            async events =>
            {
                var found = await WithMajority(events).Find(filter).Sort(ById).Limit(limit).ToListAsync(cancellation);
                var isWhole = found is not [var first, ..] || first["first_version"] is not { IsInt64: true } version || version.AsInt64 <= afterVersion + 1;
                return Read(stream, afterVersion, isWhole ? found : [.. await FindAtAsync(events, stream, afterVersion + 1, cancellation), .. found]);
            },
            cancellation);
    }

    public async Task<StoredCommit?> FindAtAsync(StreamName stream, long version, CancellationToken cancellation) =>
        await ReadAsync(stream, version - 1, 1, cancellation) is [var near] ? near.FirstVersion <= version ? near : null : await store.RunAsync(
            MongoCollections.Events,
            async events => await FindAtAsync(events, stream, version, cancellation) is [var only] ? Read(stream, only) : null,
            cancellation);

    // The last commit that begins at the version or before.
    private static async Task<List<BsonDocument>> FindAtAsync(
        IMongoCollection<BsonDocument> events, StreamName stream, long version, CancellationToken cancellation)
    {
        var filter = new BsonDocument
        {
            ["stream"] = stream.Value,
            ["_id"] = new BsonDocument { ["$gte"] = CommitDocuments.IdOf(stream, 1), ["$lte"] = CommitDocuments.IdOf(stream, version) },
        };
        var last = await WithMajority(events).Find(filter).Sort(ByIdDown).Limit(1).ToListAsync(cancellation);
        return last is [var only] && CommitDocuments.TryReadVersion(only)?.Version >= version ? last : [];
    }

    public async Task<IReadOnlyList<StoredCommit>> FindAsync(CommitId id, Instant recordedSince, CancellationToken cancellation)
    {
        var filter = new BsonDocument { ["recorded_at"] = new BsonDocument("$gte", recordedSince.Text()), ["commit_id"] = id.ToString() };
        var found = await store.RunAsync(MongoCollections.Events, events => WithMajority(events).Find(filter).ToListAsync(cancellation), cancellation);
        return [.. found.Select(CommitDocuments.Read).OrderBy(commit => commit.Metadata.RecordedAt).ThenBy(commit => commit.Stream.Value, StringComparer.Ordinal)];
    }

    public Task<IReadOnlyList<StreamVersion>> ListStreamsAsync(StreamName? after, int limit, CancellationToken cancellation) =>
        _walk.ListAsync(null, after, limit, cancellation);

    public Task<IReadOnlyList<StreamVersion>> ListWrittenSinceAsync(Instant since, StreamName? after, int limit, CancellationToken cancellation) =>
        _walk.ListAsync(since, after, limit, cancellation);

    public Task<IReadOnlyList<RecordedVersion>> ListRecordedAsync(Instant since, int limit, CancellationToken cancellation) =>
        ListByTimeAsync(new BsonDocument("recorded_at", new BsonDocument("$gte", since.Text())), ByTime, limit, cancellation);

    public Task<IReadOnlyList<RecordedVersion>> ListNewestAsync(int limit, CancellationToken cancellation) =>
        ListByTimeAsync([], ByTimeDown, limit, cancellation);

    // Damaged commits are left out: one damaged stream must not stop the others.
    private Task<IReadOnlyList<RecordedVersion>> ListByTimeAsync(BsonDocument filter, BsonDocument order, int limit, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyList<RecordedVersion>>(
            MongoCollections.Events,
            async events =>
            [
                .. from commit in await WithMajority(events).Find(filter).Sort(order).Limit(limit).Project<BsonDocument>(VersionFields).ToListAsync(cancellation)
                   let reached = CommitDocuments.TryReadVersion(commit)
                   where reached is not null && commit["recorded_at"].IsString
                   select new RecordedVersion(reached.Value, commit.Instant("recorded_at")),
            ],
            cancellation);

    // A gap must throw: otherwise decisions would silently miss events.
    private static List<StoredCommit> Read(StreamName stream, long afterVersion, List<BsonDocument> documents)
    {
        List<StoredCommit> commits = [];
        foreach (var document in documents)
        {
            var commit = Read(stream, document);
            var next = commits.Count > 0 ? commits[^1].Version + 1 : afterVersion + 1;
            commits.Add(commit.FirstVersion <= next ? commit : throw new DamagedStreamException(stream, $"its version {next} is missing"));
        }

        return commits;
    }

    private static StoredCommit Read(StreamName stream, BsonDocument document)
    {
        try
        {
            return CommitDocuments.Read(document);
        }
        catch (DamagedDocumentException e)
        {
            throw new DamagedStreamException(stream, $"its commit {document["_id"]} was changed", e);
        }
    }

    private static IMongoCollection<BsonDocument> WithMajority(IMongoCollection<BsonDocument> events) => MongoReads.WithMajority(events);
}
