using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Mongo.Database;
using BookingEngine.Infrastructure.Mongo.Driver;
using BookingEngine.Infrastructure.Mongo.Events;
using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.RateLimiting;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using BookingEngine.Webhooks.Deliveries;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Mongo;

public static class MongoFeature
{
    public static IServiceCollection AddMongoStore(this IServiceCollection services, MongoSettings settings) => services
        .AddSingleton<IMongoClient>(_ => new MongoClient(MongoConnection.SettingsOf(settings.Uri)))
        .AddSingleton(s => new MongoStore(
            s.GetRequiredService<IMongoClient>, settings.Database, RetryPolicy.Default, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<IRandomBytes>(), s.GetRequiredService<DataKeys>()))
        .AddMongoPorts();

    /// <summary>Adds the adapters. The caller must register a <see cref="MongoStore"/>.</summary>
    public static IServiceCollection AddMongoPorts(this IServiceCollection services) => services
        .AddSingleton<IEventStore, MongoEventStore>()
        .AddSingleton<IFeed>(s => new MongoFeed(s.GetRequiredService<MongoStore>(), s.GetRequiredService<TimeProvider>(), TimeSpan.FromMilliseconds(100)))
        .AddSingleton<IReadModelStore, MongoReadModelStore>()
        .AddSingleton<ISnapshots, MongoSnapshots>()
        .AddSingleton<ICheckpoints, MongoCheckpoints>()
        .AddSingleton<ILeases, MongoLeases>()
        .AddSingleton<IAddressClaims, MongoAddressClaims>()
        .AddSingleton<IRateCounters, MongoRateCounters>()
        .AddSingleton<IDeliveries, MongoDeliveries>()
        .AddSingleton<IFeedStates, MongoFeedStates>()
        .AddSingleton<IWebhookDeliveries, MongoWebhookDeliveries>()
        .AddSingleton<IIdempotencyRecords, MongoIdempotencyRecords>()
        .AddSingleton<ISessions, MongoSessions>()
        .AddSingleton<IStoredPersonKeys, MongoPersonKeys>();
}
