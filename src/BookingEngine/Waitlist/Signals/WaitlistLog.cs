using Microsoft.Extensions.Logging;

namespace BookingEngine.Waitlist.Signals;

internal static partial class WaitlistLog
{
    [LoggerMessage(1301, LogLevel.Warning, "No look at waitlists was queued after a change of {Stream}. The timer looks at all of them")]
    public static partial void WaitlistSignalFailed(this ILogger logger, string stream, Exception e);

    [LoggerMessage(1302, LogLevel.Warning, "The entry {Entry} is closed, but what follows from it is not done yet. The timer finishes it")]
    public static partial void EntryNotFinished(this ILogger logger, Guid entry, Exception e);

    [LoggerMessage(1303, LogLevel.Error, "A look at waitlists failed at {What}. It went on with the others, and is repeated")]
    public static partial void LookFailed(this ILogger logger, string what, Exception e);
}
