namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>The tables of each file, as one migration per version. Append migrations; never change or remove one.</summary>
internal static class SqliteSchema
{
    public static IReadOnlyList<string> Booking { get; } =
    [
        """
        CREATE TABLE commits (
            position INTEGER PRIMARY KEY, stream TEXT NOT NULL, first_version INTEGER NOT NULL, version INTEGER NOT NULL,
            commit_id TEXT NOT NULL, recorded_at INTEGER NOT NULL, actor TEXT, correlation_id TEXT NOT NULL,
            trace TEXT, events TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX commits_by_stream ON commits (stream, first_version);
        CREATE INDEX commits_by_time ON commits (recorded_at);

        CREATE TABLE read_models (
            model TEXT NOT NULL, id TEXT NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL, partition TEXT NOT NULL,
            sort_key TEXT NOT NULL, body TEXT, PRIMARY KEY (model, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX read_models_by_partition ON read_models (model, partition, sort_key);
        CREATE INDEX read_models_by_stream ON read_models (model, stream);
        CREATE TABLE read_model_positions (
            model TEXT NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (model, stream)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE checkpoints (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE address_claims (
            address_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, claimed_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sessions (
            id TEXT PRIMARY KEY, user_id TEXT NOT NULL, role TEXT NOT NULL, started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessions_by_expiry ON sessions (expires_at);
        CREATE INDEX sessions_by_user ON sessions (user_id);

        CREATE TABLE deliveries (
            id TEXT PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
            created_at INTEGER NOT NULL, next_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deliveries_due ON deliveries (next_at) WHERE state = 'Pending';
        """,
        "CREATE TABLE snapshots (stream TEXT PRIMARY KEY, version INTEGER NOT NULL, shape TEXT NOT NULL, json TEXT NOT NULL) STRICT;",
        """
        CREATE TABLE idempotency_records (
            key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, commit_id TEXT NOT NULL, held_by TEXT NOT NULL, begun_at INTEGER NOT NULL,
            lease_ends INTEGER NOT NULL, answer TEXT
        ) STRICT;
        CREATE INDEX idempotency_records_by_time ON idempotency_records (begun_at);
        """,
        """
        ALTER TABLE sessions ADD COLUMN refresh_hash TEXT NOT NULL DEFAULT '';
        ALTER TABLE sessions ADD COLUMN refreshed_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sessions ADD COLUMN client TEXT;
        UPDATE sessions SET refreshed_at = started_at;
        DROP INDEX sessions_by_user;
        CREATE INDEX sessions_by_user ON sessions (user_id, started_at);
        """,
        """
        ALTER TABLE read_models ADD COLUMN resource TEXT;
        ALTER TABLE read_models ADD COLUMN service TEXT;
        ALTER TABLE read_models ADD COLUMN status TEXT;
        UPDATE read_models SET resource = body ->> 'resource_id', service = body ->> 'service_id', status = body ->> 'status'
        WHERE model = 'bookings' AND body ->> 'resource_id' IS NOT NULL AND body ->> 'service_id' IS NOT NULL AND body ->> 'status' IS NOT NULL;
        CREATE INDEX read_models_by_resource ON read_models (model, resource, sort_key) WHERE resource IS NOT NULL;
        CREATE INDEX read_models_by_resource_status ON read_models (model, resource, status, sort_key) WHERE resource IS NOT NULL;
        CREATE INDEX read_models_by_model ON read_models (model, sort_key) WHERE status IS NOT NULL;
        CREATE INDEX read_models_by_status ON read_models (model, status, sort_key) WHERE status IS NOT NULL;
        CREATE INDEX read_models_by_service ON read_models (model, service, sort_key) WHERE service IS NOT NULL;
        CREATE INDEX read_models_by_service_status ON read_models (model, service, status, sort_key) WHERE service IS NOT NULL;
        """,
        "ALTER TABLE sessions ADD COLUMN superseded TEXT NOT NULL DEFAULT '';",
        """
        ALTER TABLE read_models ADD COLUMN answer BLOB;
        ALTER TABLE read_models ADD COLUMN answer_shape TEXT;
        ALTER TABLE read_models ADD COLUMN answer_version INTEGER;
        """,
        """
        ALTER TABLE sessions RENAME TO sessions_by_text;
        CREATE TABLE sessions (
            id BLOB PRIMARY KEY, user_id BLOB NOT NULL, role TEXT NOT NULL, started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            refresh_hash TEXT NOT NULL, refreshed_at INTEGER NOT NULL, client TEXT, superseded TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO sessions SELECT unhex(id, '-'), unhex(user_id, '-'), role, started_at, expires_at, refresh_hash, refreshed_at, client, superseded
        FROM sessions_by_text;
        DROP TABLE sessions_by_text;
        CREATE INDEX sessions_by_expiry ON sessions (expires_at);
        CREATE INDEX sessions_by_user ON sessions (user_id, started_at);
        """,
        "ALTER TABLE sessions ADD COLUMN second_factor INTEGER NOT NULL DEFAULT 0;",
        """
        CREATE TABLE external_calendars (
            id TEXT PRIMARY KEY, resource TEXT NOT NULL, added_by TEXT NOT NULL, revision INTEGER NOT NULL, due_at INTEGER NOT NULL,
            failing_since INTEGER, armed INTEGER NOT NULL, reading TEXT NOT NULL
        ) STRICT;
        CREATE INDEX external_calendars_by_resource ON external_calendars (resource);
        CREATE INDEX external_calendars_by_person ON external_calendars (added_by);
        CREATE INDEX external_calendars_due ON external_calendars (due_at);
        """,
        """
        CREATE TABLE webhook_deliveries (
            endpoint TEXT NOT NULL, id TEXT NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL, ordinal INTEGER NOT NULL, type TEXT NOT NULL,
            subject TEXT NOT NULL, sequence INTEGER NOT NULL, created_at INTEGER NOT NULL, state TEXT NOT NULL, revision INTEGER NOT NULL,
            next_at INTEGER NOT NULL, progress TEXT NOT NULL, PRIMARY KEY (endpoint, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint, next_at) WHERE state = 'Pending';
        CREATE INDEX webhook_deliveries_by_subject ON webhook_deliveries (endpoint, subject) WHERE state = 'Pending';
        CREATE INDEX webhook_deliveries_by_time ON webhook_deliveries (endpoint, created_at, id);
        CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at);
        """,
    ];

    public static IReadOnlyList<string> Keys { get; } =
    [
        "CREATE TABLE person_keys (person TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;",
    ];

    public static IReadOnlyList<string> Limits { get; } =
    [
        """
        CREATE TABLE counters (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX counters_by_end ON counters (ends_at);
        """,
        """
        ALTER TABLE counters RENAME TO counters_by_text;
        CREATE TABLE counters (key BLOB PRIMARY KEY, count INTEGER NOT NULL, ends_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO counters SELECT unhex(key), count, ends_at FROM counters_by_text;
        DROP TABLE counters_by_text;
        CREATE INDEX counters_by_end ON counters (ends_at);
        """,
    ];
}
