using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Bookings;

public static class BookingFeature
{
    public static IEnumerable<EventType> EventTypes => CalendarEventJson.Types;

    public static IServiceCollection AddBookings(this IServiceCollection services) => services
        .AddSingleton<IProjection, BookingsProjection>()
        .AddSingleton<ResourceCalendars>()
        .AddSingleton<StaffOfResources>()
        .AddSingleton<BookSlotHandler>()
        .AddSingleton<ImportBookingHandler>()
        .AddSingleton<ListBookingsHandler>();
}
