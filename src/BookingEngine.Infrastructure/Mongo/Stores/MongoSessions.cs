using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Privacy;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using MongoDB.Bson;
using MongoDB.Driver;
using NodaTime;

namespace BookingEngine.Infrastructure.Mongo.Stores;

public sealed class MongoSessions(MongoStore store) : ISessions
{
    private const string Sessions = MongoCollections.Sessions;
    private static readonly BsonDocument NewestFirst = new() { ["user_id"] = -1, ["started_at"] = -1 };

    // If a session with this id exists, an earlier try saved it and its answer was lost.
    public Task StartAsync(Session session) => store.RunAsync(Sessions, c => c.TryInsertAsync(Write(session)));

    public Task<Session?> FindAsync(SessionId id, Instant now, CancellationToken cancellation) => store.RunAsync(
        Sessions,
        async c => await c.Find(new BsonDocument { ["_id"] = id.ToString(), ["expires_at"] = After(now) }).FirstOrDefaultAsync(cancellation) is { } found
            ? Read(found)
            : null,
        cancellation);

    public Task<IReadOnlyList<Session>> ListAsync(UserId user, Instant now, Instant latest, int limit, CancellationToken cancellation) =>
        store.RunAsync<IReadOnlyList<Session>>(
            Sessions,
            async c => [.. (await c.Find(new BsonDocument
                {
                    ["user_id"] = user.ToString(), ["expires_at"] = After(now), ["started_at"] = new BsonDocument("$lte", latest.Text()),
                })
                .Sort(NewestFirst).Limit(limit).ToListAsync(cancellation)).Select(Read)],
            cancellation);

    public Task<bool> TryRotateAsync(Rotation rotation) => store.RunAsync(Sessions, async c =>
    {
        var guard = new BsonDocument { ["_id"] = rotation.Id.ToString(), ["refresh_hash"] = rotation.SpentHash, ["expires_at"] = After(rotation.At) };
        var next = new BsonDocument
        {
            ["refresh_hash"] = rotation.NextHash,
            ["refreshed_at"] = rotation.At.Text(),
            ["expires_at"] = rotation.ExpiresAt.Text(),
            ["superseded"] = rotation.Superseded,
        };
        return await c.TryUpdateAsync(guard, next) || await IsAlreadyRotatedAsync(c, rotation);
    });

    public Task EndAsync(SessionId id) => store.RunAsync(Sessions, c => c.DeleteOneAsync(new BsonDocument("_id", id.ToString())));

    public Task EndAllAsync(UserId user, SessionId? except, Instant startedBefore) => store.RunAsync(Sessions, c => c.DeleteManyAsync(new BsonDocument
    {
        ["user_id"] = user.ToString(),
        ["_id"] = new BsonDocument("$ne", except?.ToString() ?? ""),
        ["started_at"] = new BsonDocument("$lt", startedBefore.Text()),
    }));

    public Task<int> PurgeAsync(Instant expiredBefore) => store.RunAsync(Sessions, async c =>
        (int)(await c.DeleteManyAsync(new BsonDocument("expires_at", new BsonDocument("$lt", expiredBefore.Text())))).DeletedCount);

    // An earlier try may have succeeded with its answer lost: no other request has this token.
    private static async Task<bool> IsAlreadyRotatedAsync(IMongoCollection<BsonDocument> sessions, Rotation rotation) =>
        await sessions.Find(new BsonDocument { ["_id"] = rotation.Id.ToString(), ["refresh_hash"] = rotation.NextHash }).FirstOrDefaultAsync() is not null;

    private static BsonDocument After(Instant now) => new("$gt", now.Text());

    private static BsonDocument Write(Session session) => new()
    {
        ["_id"] = session.Id.ToString(),
        ["user_id"] = session.UserId.ToString(),
        ["role"] = session.Role.ToString(),
        ["started_at"] = session.StartedAt.Text(),
        ["expires_at"] = session.ExpiresAt.Text(),
        ["refresh_hash"] = session.RefreshHash,
        ["refreshed_at"] = session.RefreshedAt.Text(),
        ["client"] = MongoFields.OrNull(session.Client?.Value),
        ["superseded"] = session.Superseded,
        ["second_factor"] = session.HasSecondFactor,
    };

    // Sessions from versions without refresh tokens lack the last four fields, and those without grace the last. They stay valid until they expire.
    private static Session Read(BsonDocument found) => MongoFields.Read(Sessions, found, d => new Session(
        new SessionId(Guid.Parse(d["_id"].AsString)), new UserId(Guid.Parse(d["user_id"].AsString)), Enum.Parse<Role>(d["role"].AsString),
        d.Instant("started_at"), d.Instant("expires_at"), d.GetValue("refresh_hash", "").AsString,
        d.Contains("refreshed_at") ? d.Instant("refreshed_at") : d.Instant("started_at"),
        d.GetValue("client", BsonNull.Value) is BsonString client ? new Encrypted(client.Value) : null)
    {
        Superseded = d.GetValue("superseded", "").AsString,
        HasSecondFactor = d.GetValue("second_factor", false).AsBoolean,
    });
}
