using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Events;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Privacy;
using BookingEngine.RateLimiting;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using BookingEngine.Webhooks.Deliveries;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Infrastructure.Sqlite;

public static class SqliteFeature
{
    public static IServiceCollection AddSqliteStore(this IServiceCollection services, string folder) => services
        .AddSingleton(s => new SqliteStore(folder, s.GetRequiredService<DataKeys>()))
        .AddSingleton<SqliteInlineProjections>()
        .AddSingleton<SqliteEventStore>()
        .AddSingleton<IEventStore>(s => s.GetRequiredService<SqliteEventStore>())
        .AddSingleton<IFeed>(s => s.GetRequiredService<SqliteEventStore>())
        .AddSingleton<ISnapshots, SqliteSnapshots>()
        .AddSingleton<IReadModelStore, SqliteReadModelStore>()
        .AddSingleton<ICheckpoints, SqliteCheckpoints>()
        .AddSingleton<ILeases, SqliteLeases>()
        .AddSingleton<IAddressClaims, SqliteAddressClaims>()
        .AddSingleton<IRateCounters, SqliteRateCounters>()
        .AddSingleton<IDeliveries, SqliteDeliveries>()
        .AddSingleton<IWebhookDeliveries, SqliteWebhookDeliveries>()
        .AddSingleton<IFeedStates, SqliteFeedStates>()
        .AddSingleton<IIdempotencyRecords, SqliteIdempotencyRecords>()
        .AddSingleton<ISessions, SqliteSessions>()
        .AddSingleton<IStoredPersonKeys, SqlitePersonKeys>();
}
