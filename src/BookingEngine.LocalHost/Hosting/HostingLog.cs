namespace BookingEngine.LocalHost.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(401, LogLevel.Warning, "{Function} failed at try {Try} of message {Message}; the message is retried")]
    public static partial void MessageFailed(this ILogger logger, string function, int @try, string message, Exception e);

    [LoggerMessage(402, LogLevel.Error, "{Function} failed at try {Try} of message {Message}, which is poison now; see /health/ready")]
    public static partial void MessagePoisoned(this ILogger logger, string function, int @try, string message, Exception? e);

    [LoggerMessage(403, LogLevel.Error, "{Function} failed; it runs again at its next scheduled time")]
    public static partial void TimerFailed(this ILogger logger, string function, Exception e);

    [LoggerMessage(404, LogLevel.Error, "The message {Message} on the queue {Queue} is not UTF-8 in Base64 and is poison now; see /health/ready")]
    public static partial void MessageRejected(this ILogger logger, string queue, string message);

    [LoggerMessage(405, LogLevel.Warning, "{Reason} The next try is in {Pause}")]
    public static partial void QueueUnavailable(this ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(406, LogLevel.Warning, "The queue could not be updated for message {Message}; {Function} may get it again")]
    public static partial void QueueNotUpdated(this ILogger logger, string message, string function, Exception e);
}
