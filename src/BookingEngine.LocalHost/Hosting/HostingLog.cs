namespace BookingEngine.LocalHost.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(401, LogLevel.Warning, "{Function} failed at try {Try} of its message; it will be tried again")]
    public static partial void MessageFailed(this ILogger logger, string function, int @try, Exception e);

    [LoggerMessage(402, LogLevel.Error, "{Function} failed at try {Try} of its message, which is poison now: see /health/ready")]
    public static partial void MessageGivenUp(this ILogger logger, string function, int @try, Exception e);

    [LoggerMessage(403, LogLevel.Error, "{Function} failed; it runs again at its next time")]
    public static partial void TimerFailed(this ILogger logger, string function, Exception e);
}
