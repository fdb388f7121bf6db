using BookingEngine.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class NotificationFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<Backoff>()
        .AddSingleton<SendMailHandler>()
        .AddSingleton<DeliverySweep>();
}
