namespace BookingEngine.LocalHost.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(401, LogLevel.Warning, "{Function} failed at try {Try} of message {Message}; it will be tried again")]
    public static partial void MessageFailed(this ILogger logger, string function, int @try, string message, Exception e);

    [LoggerMessage(402, LogLevel.Error, "{Function} failed at try {Try} of message {Message}, which is poison now: see /health/ready")]
    public static partial void MessageGivenUp(this ILogger logger, string function, int @try, string message, Exception? e);

    [LoggerMessage(403, LogLevel.Error, "{Function} failed; it runs again at its next time")]
    public static partial void TimerFailed(this ILogger logger, string function, Exception e);

    [LoggerMessage(404, LogLevel.Error, "The message {Message} on the queue {Queue} is none of ours, and is poison now: see /health/ready")]
    public static partial void MessageRejected(this ILogger logger, string queue, string message);

    [LoggerMessage(405, LogLevel.Warning, "{Reason} It is looked at again in {Pause}")]
    public static partial void QueueUnavailable(this ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(406, LogLevel.Warning, "{Function} may get message {Message} again: its queue could not be told how it went")]
    public static partial void MessageLeft(this ILogger logger, string function, string message, Exception e);
}
