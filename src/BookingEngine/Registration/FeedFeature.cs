using BookingEngine.CalendarFeeds;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class FeedFeature
{
    public static IEnumerable<EventType> EventTypes => FeedJson.Types;

    public static IServiceCollection AddFeeds(this IServiceCollection services) => services
        .AddSingleton<IProjection, FeedsProjection>()
        .AddSingleton<FeedSecrets>()
        .AddSingleton<MakeFeedHandler>()
        .AddSingleton<FeedLists>()
        .AddSingleton<FeedChanges>()
        .AddSingleton<FeedEntries>()
        .AddSingleton<FeedReader>();
}
