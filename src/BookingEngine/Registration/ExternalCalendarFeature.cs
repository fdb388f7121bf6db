using BookingEngine.ExternalCalendars;
using BookingEngine.ExternalCalendars.Change;
using BookingEngine.ExternalCalendars.Fetch;
using BookingEngine.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class ExternalCalendarFeature
{
    public static IServiceCollection AddExternalCalendars(this IServiceCollection services) => services
        .AddSingleton<FeedSecrets>()
        .AddSingleton<FeedSchedule>()
        .AddSingleton<FeedRemoval>()
        .AddSingleton<ExternalBusyReader>()
        .AddSingleton<NewCalendars>()
        .AddSingleton<ChangeExternalCalendarsHandler>()
        .AddSingleton<GetExternalCalendarsHandler>()
        .AddSingleton<ErasedCalendars>()
        .AddSingleton<FeedFetcher>()
        .AddSingleton<FeedReports>()
        .AddSingleton<FeedSweep>()
        .AddSingleton<ReadFeedHandler>()
        .AddSingleton<IMailTemplate, CalendarFailingMail>();
}
