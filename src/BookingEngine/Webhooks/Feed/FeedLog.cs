using Microsoft.Extensions.Logging;

namespace BookingEngine.Webhooks.Feed;

internal static partial class FeedLog
{
    [LoggerMessage(1205, LogLevel.Error, "The events feed holds back the events of {Stream}: they cannot be read")]
    public static partial void FeedHoldsBack(this ILogger logger, Exception exception, string stream);
}
