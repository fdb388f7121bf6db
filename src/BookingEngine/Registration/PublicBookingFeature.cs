using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.PublicBookings;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class PublicBookingFeature
{
    public static IEnumerable<EventType> EventTypes => PublicBookingJson.Types;

    public static IServiceCollection AddPublicBookings(this IServiceCollection services) => services
        .AddSingleton<Visitors>()
        .AddSingleton<SubmitBookingHandler>()
        .AddSingleton<BookingRequests>()
        .AddSingleton<RequestTexts>()
        .AddSingleton<IMailTemplate, ConfirmBookingMail>();
}
