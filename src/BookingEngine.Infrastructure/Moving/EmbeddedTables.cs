using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Pipeline;
using BookingEngine.Privacy;
using BookingEngine.ReadModels;
using BookingEngine.Webhooks.Deliveries;
using MongoDB.Bson;

namespace BookingEngine.Infrastructure.Moving;

/// <summary>One table of the embedded store and the collection that it moves to.</summary>
/// <param name="Query">Selects the rows after the key <c>$1</c> in key order, at most <c>$2</c>. The first column is the key.</param>
/// <param name="Read">Converts a row to a document; null for a row that does not move.</param>
internal sealed record EmbeddedTable(string Collection, SqliteFile File, string Query, Func<SqliteRow, BsonDocument?> Read);

/// <summary>The tables that move in addition to the events. Read models and snapshots do not move, because they are rebuilt from the events.
/// Counters and the checkpoints of relay and sweep start again. Positions and starts of event handlers move, so that no mail is sent
/// again. Keys are wrapped with the data key of the new deployment.</summary>
internal static class EmbeddedTables
{
    public static IReadOnlyList<EmbeddedTable> Of(SqliteStore store, DataKeys dataKeys, ProjectionSet projections) =>
    [
        new(MongoCollections.PersonKeys, store.Keys, "SELECT person, key FROM person_keys WHERE person > $1 ORDER BY person LIMIT $2",
            row => row.GetString(0) == SqliteDataKeyCheck.Owner
                ? null
                : new BsonDocument
                {
                    ["_id"] = row.GetString(0),
                    ["key"] = dataKeys.Wrap(row.GetString(0), store.DataKeys.Unwrap(row.GetString(0), row.GetBytes(1))),
                }),
        new(MongoCollections.AddressClaims, store.Booking,
            "SELECT address_hash, user_id, claimed_at FROM address_claims WHERE address_hash > $1 ORDER BY address_hash LIMIT $2",
            row => new BsonDocument { ["_id"] = row.GetString(0), ["user_id"] = row.GetString(1), ["claimed_at"] = Instant(row, 2) }),
        new(MongoCollections.Sessions, store.Booking,
            """
            SELECT hex(id), id, user_id, role, started_at, expires_at, refresh_hash, refreshed_at, client, superseded
            FROM sessions WHERE id > unhex($1) ORDER BY id LIMIT $2
            """,
            row => new BsonDocument
            {
                ["_id"] = row.GetGuid(1).ToString("D"), ["user_id"] = row.GetGuid(2).ToString("D"), ["role"] = row.GetString(3),
                ["started_at"] = Instant(row, 4), ["expires_at"] = Instant(row, 5), ["refresh_hash"] = row.GetString(6),
                ["refreshed_at"] = Instant(row, 7), ["client"] = row.IsDBNull(8) ? BsonNull.Value : row.GetString(8),
                ["superseded"] = row.GetString(9),
            }),
        new(MongoCollections.Deliveries, store.Booking,
            "SELECT id, stream, version, created_at, state, attempts, next_at FROM deliveries WHERE id > $1 ORDER BY id LIMIT $2",
            row => new BsonDocument
            {
                ["_id"] = row.GetString(0), ["stream"] = row.GetString(1), ["version"] = row.GetInt64(2), ["created_at"] = Instant(row, 3),
                ["state"] = row.GetString(4), ["attempts"] = row.GetInt32(5), ["next_at"] = Instant(row, 6),
            }),
        new(MongoCollections.WebhookDeliveries, store.Booking,
            $"SELECT endpoint || '/' || id AS key, {SqliteWebhookDeliveries.Columns} FROM webhook_deliveries WHERE key > $1 ORDER BY key LIMIT $2",
            row => MongoWebhookDeliveries.DocumentOf(SqliteWebhookDeliveries.Read(row, first: 1))),
        new(MongoCollections.IdempotencyRecords, store.Booking,
            "SELECT key, fingerprint, commit_id, held_by, begun_at, lease_ends, answer FROM idempotency_records WHERE key > $1 ORDER BY key LIMIT $2",
            row => new BsonDocument
            {
                ["_id"] = row.GetString(0), ["fingerprint"] = row.GetString(1), ["commit_id"] = row.GetString(2), ["held_by"] = row.GetString(3),
                ["begun_at"] = Instant(row, 4), ["lease_ends"] = Instant(row, 5), ["answer"] = row.IsDBNull(6) ? BsonNull.Value : row.GetString(6),
            }),
        new(MongoCollections.ExternalCalendars, store.Booking,
            "SELECT id, resource, added_by, revision, due_at, failing_since, armed, reading FROM external_calendars WHERE id > $1 ORDER BY id LIMIT $2",
            row => new BsonDocument
            {
                ["_id"] = row.GetString(0), ["resource"] = row.GetString(1), ["added_by"] = row.GetString(2), ["revision"] = row.GetInt32(3),
                ["due_at"] = Instant(row, 4), ["failing_since"] = row.IsDBNull(5) ? BsonNull.Value : Instant(row, 5), ["armed"] = row.GetInt32(6),
                ["reading"] = row.GetString(7),
            }),
        new(MongoCollections.Positions, store.Booking,
            "SELECT model || ':' || stream AS id, version, model FROM read_model_positions WHERE id > $1 ORDER BY id LIMIT $2",
            row => projections.All.Any(p => p.Name == row.GetString(2))
                ? null
                : new BsonDocument { ["_id"] = row.GetString(0), ["version"] = row.GetInt64(1) }),
        new(MongoCollections.Checkpoints, store.Booking,
            $"SELECT name, value FROM checkpoints WHERE name > $1 AND (name LIKE '{HandlerStarts.Prefix}%' OR name LIKE '{WebhookConditions.Prefix}%') ORDER BY name LIMIT $2",
            row => new BsonDocument { ["_id"] = row.GetString(0), ["value"] = row.GetString(1) }),
    ];

    private static string Instant(SqliteRow row, int column) => NodaTime.Instant.FromUnixTimeTicks(row.GetInt64(column)).Text();
}
