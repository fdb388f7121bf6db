using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Webhooks.Deliveries;
using NodaTime;

namespace BookingEngine.Infrastructure.Sqlite.Stores;

public sealed class SqliteWebhookDeliveries(SqliteStore store) : IWebhookDeliveries
{
    internal const string Columns = "endpoint, id, stream, version, ordinal, type, subject, sequence, created_at, state, revision, next_at, progress";

    public Task AddAsync(WebhookDelivery delivery) => store.Booking.WriteAsync(session => session.Execute(
        $"""
        INSERT INTO webhook_deliveries ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING
        """,
        delivery.EndpointId, delivery.Id, delivery.Stream.Value, delivery.Version, delivery.Ordinal, delivery.Type, delivery.Subject, delivery.Sequence,
        delivery.CreatedAt.ToUnixTimeTicks(), delivery.State.ToString(), delivery.Revision, delivery.NextAt.ToUnixTimeTicks(),
        StoredWebhookProgress.Write(delivery)));

    public Task<WebhookDelivery?> FindAsync(string endpoint, string id, CancellationToken cancellation) => Task.FromResult(store.Booking.Read(session =>
        session.First($"SELECT {Columns} FROM webhook_deliveries WHERE endpoint = $1 AND id = $2", Read, endpoint, id)));

    public Task<bool> TryReplaceAsync(WebhookDelivery delivery) => store.Booking.WriteAsync(session => session.Execute(
        """
        UPDATE webhook_deliveries SET state = $3, revision = $4, next_at = $5, progress = $6 WHERE endpoint = $1 AND id = $2 AND revision = $4 - 1
        """,
        delivery.EndpointId, delivery.Id, delivery.State.ToString(), delivery.Revision, delivery.NextAt.ToUnixTimeTicks(),
        StoredWebhookProgress.Write(delivery)) == 1);

    public Task<IReadOnlyList<WebhookDelivery>> ListDueAsync(string endpoint, Instant dueAt, int limit, CancellationToken cancellation) =>
        ListAsync("endpoint = $1 AND state = 'Pending' AND next_at <= $2 ORDER BY next_at LIMIT $3", endpoint, TicksOf(dueAt), limit);

    public Task<IReadOnlyList<WebhookDelivery>> ListPendingAsync(string endpoint, string subject, CancellationToken cancellation) =>
        ListAsync("endpoint = $1 AND subject = $2 AND state = 'Pending'", endpoint, subject);

    // The newest first. Of two of the same instant, the one with the greater id.
    public Task<IReadOnlyList<WebhookDelivery>> ListAsync(
        string endpoint, WebhookDeliveryFilter filter, WebhookLogPlace? after, int limit, CancellationToken cancellation) => ListAsync(
        """
        endpoint = $1 AND created_at >= $2 AND (created_at, id) < ($3, $4) AND ($5 IS NULL OR state = $5) AND ($6 IS NULL OR type = $6)
        ORDER BY created_at DESC, id DESC LIMIT $7
        """,
        endpoint, TicksOf(filter.Since ?? Instant.MinValue), TicksOf(after?.CreatedAt ?? Instant.MaxValue), after?.Id ?? "", filter.State?.ToString(),
        filter.Type, limit);

    public Task<int> PurgeAsync(Instant createdBefore, int limit) => store.Booking.WriteAsync(session => session.Execute(
        """
        DELETE FROM webhook_deliveries WHERE (endpoint, id) IN (
            SELECT endpoint, id FROM webhook_deliveries WHERE created_at < $1 ORDER BY created_at LIMIT $2)
        """,
        TicksOf(createdBefore), limit));

    private Task<IReadOnlyList<WebhookDelivery>> ListAsync(string condition, params SqliteValue[] values) =>
        Task.FromResult<IReadOnlyList<WebhookDelivery>>(store.Booking.Read(session =>
            session.Query($"SELECT {Columns} FROM webhook_deliveries WHERE {condition}", Read, values)));

    // The extreme instants have no ticks.
    private static long TicksOf(Instant instant) =>
        instant == Instant.MaxValue ? long.MaxValue : instant == Instant.MinValue ? long.MinValue : instant.ToUnixTimeTicks();

    private static WebhookDelivery Read(SqliteRow row) => Read(row, first: 0);

    /// <param name="first">The place of the first of <see cref="Columns"/>.</param>
    internal static WebhookDelivery Read(SqliteRow row, int first) => StoredWebhookProgress.Read(row.GetString(first + 12), new WebhookDelivery(
        row.GetString(first), row.GetString(first + 1), StreamName.Parse(row.GetString(first + 2)), row.GetInt64(first + 3), row.GetInt32(first + 4),
        row.GetString(first + 5), row.GetString(first + 6), row.GetInt64(first + 7), Instant.FromUnixTimeTicks(row.GetInt64(first + 8)))
    {
        State = Enum.Parse<WebhookDeliveryState>(row.GetString(first + 9)),
        Revision = row.GetInt32(first + 10),
        NextAt = Instant.FromUnixTimeTicks(row.GetInt64(first + 11)),
    });
}
