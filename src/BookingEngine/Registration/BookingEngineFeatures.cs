using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BookingEngine.Registration;

public static class BookingEngineFeatures
{
    public static IEnumerable<EventType> EventTypes => [.. UserFeature.EventTypes, .. BookingFeature.EventTypes, .. CatalogueFeature.EventTypes, .. BrandFeature.EventTypes, .. NotificationFeature.EventTypes, .. PublicBookingFeature.EventTypes, .. ErasureFeature.EventTypes, .. FeedFeature.EventTypes, .. WebhookFeature.EventTypes, .. WaitlistFeature.EventTypes];

    /// <summary>Registers the engine. The host registers the adapters of its ports.</summary>
    public static IServiceCollection AddBookingEngine(this IServiceCollection services)
    {
        services.TryAddSingleton(DataKeys.None);
        services.TryAddSingleton(s => RateLimits.Off(s.GetRequiredService<LookupKey>()));
        return services.AddFeatures();
    }

    private static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddEventSourcing(() => EventTypes)
        .AddPipeline()
        .AddIdempotency()
        .AddSingleton<IPersonKeys, WrappedPersonKeys>()
        .AddSingleton<PersonalData>()
        .AddSingleton<LookupKey>()
        .AddNotifications()
        .AddUsers()
        .AddBookings()
        .AddExternalCalendars()
        .AddCatalogue()
        .AddBrand()
        .AddAvailability()
        .AddPublicBookings()
        .AddErasure()
        .AddFeeds()
        .AddWebhooks()
        .AddWaitlist()
        .AddWaitlistMails();
}
