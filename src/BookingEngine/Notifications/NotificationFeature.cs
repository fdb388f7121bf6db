using BookingEngine.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Notifications;

public static class NotificationFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<IReaction, MailReaction>()
        .AddSingleton<Backoff>()
        .AddSingleton<SendMailHandler>()
        .AddSingleton<DeliverySweep>();
}
