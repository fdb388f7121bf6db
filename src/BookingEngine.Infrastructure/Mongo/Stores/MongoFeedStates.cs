using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Users;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Stores;

public sealed class MongoFeedStates(MongoStore store) : IFeedStates
{
    private const string Feeds = MongoCollections.ExternalCalendars;
    private static readonly BsonDocument LongestDueFirst = new("due_at", 1);

    public Task AddAsync(FeedState state) => store.RunAsync(Feeds, c => c.TryInsertAsync(new BsonDocument
    {
        ["_id"] = state.Id.ToString(),
        ["resource"] = state.ResourceId.Value,
        ["added_by"] = state.AddedBy.ToString(),
    }.Merge(ProgressOf(state))));

    public async Task<FeedState?> FindAsync(FeedId id, CancellationToken cancellation) =>
        await store.RunAsync(Feeds, c => c.Find(new BsonDocument("_id", id.ToString())).FirstOrDefaultAsync(cancellation), cancellation) is { } found
            ? Read(found)
            : null;

    public Task<IReadOnlyList<FeedState>> ListAsync(ResourceId resource, CancellationToken cancellation) =>
        ListAsync(new BsonDocument("resource", resource.Value), cancellation);

    public Task<IReadOnlyList<FeedState>> ListAsync(UserId addedBy, CancellationToken cancellation) =>
        ListAsync(new BsonDocument("added_by", addedBy.ToString()), cancellation);

    public Task<IReadOnlyList<FeedState>> ListDueAsync(Instant dueBefore, int limit, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyList<FeedState>>(
            Feeds,
            async c =>
            [
                .. (await c.Find(new BsonDocument("due_at", new BsonDocument("$lt", dueBefore.Text())))
                    .Sort(LongestDueFirst).Limit(limit).ToListAsync(cancellation)).Select(Read),
            ],
            cancellation);

    public Task<int> CountFailingAsync(Instant since, int limit, CancellationToken cancellation) => store.RunAsync(
        Feeds,
        async c => (await c.Find(new BsonDocument("failing_since", new BsonDocument("$lt", since.Text())))
            .Project(new BsonDocument("_id", 1)).Limit(limit).ToListAsync(cancellation)).Count,
        cancellation);

    // If the answer to this write is lost, the retry returns false, and what the caller would have done next is left out. The feed is then overdue.
    public Task<bool> TryReplaceAsync(FeedState state, int expectedRevision) => store.RunAsync(Feeds, c => c.TryUpdateAsync(
        new BsonDocument { ["_id"] = state.Id.ToString(), ["revision"] = expectedRevision }, ProgressOf(state)));

    public Task DeleteAsync(FeedId id) => store.RunAsync(Feeds, c => c.DeleteOneAsync(new BsonDocument("_id", id.ToString())));

    // Sorted here: there are few, and another order than an index has is none on Cosmos DB.
    private Task<IReadOnlyList<FeedState>> ListAsync(BsonDocument filter, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyList<FeedState>>(
            Feeds,
            async c => [.. (await c.Find(filter).ToListAsync(cancellation)).Select(Read).OrderBy(state => $"{state.Id}", StringComparer.Ordinal)],
            cancellation);

    private static BsonDocument ProgressOf(FeedState state) => new()
    {
        ["revision"] = state.Revision,
        ["due_at"] = state.DueAt.Text(),
        ["failing_since"] = state.FailingSince is { } since ? since.Text() : BsonNull.Value,
        ["armed"] = state.Armed,
        ["reading"] = state.Reading.ToJson(),
    };

    private static FeedState Read(BsonDocument document) => MongoFields.Read(Feeds, document, d => new FeedState(
        new FeedId(Guid.ParseExact(d["_id"].AsString, "D")), new ResourceId(d["resource"].AsString), new UserId(Guid.ParseExact(d["added_by"].AsString, "D")),
        (int)d.WholeNumber("revision"), d.Instant("due_at"), d["failing_since"].IsBsonNull ? null : d.Instant("failing_since"),
        FeedReading.Parse(d["reading"].AsString))
    {
        Armed = (int)d.WholeNumber("armed"),
    });
}
