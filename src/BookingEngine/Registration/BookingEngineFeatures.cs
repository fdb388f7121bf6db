using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class BookingEngineFeatures
{
    public static IEnumerable<EventType> EventTypes => [.. UserFeature.EventTypes, .. BookingFeature.EventTypes, .. CatalogueFeature.EventTypes, .. ErasureFeature.EventTypes];

    /// <summary>Registers the engine. The host registers the adapters of its ports.</summary>
    public static IServiceCollection AddBookingEngine(this IServiceCollection services) => services
        .AddEventSourcing(EventTypes)
        .AddPipeline()
        .AddIdempotency()
        .AddSingleton<PersonalData>()
        .AddSingleton<LookupKey>()
        .AddNotifications()
        .AddUsers()
        .AddBookings()
        .AddCatalogue()
        .AddAvailability()
        .AddErasure();
}
