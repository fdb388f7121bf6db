using Microsoft.Extensions.Logging;

namespace BookingEngine.Transfers;

internal static partial class TransferLog
{
    [LoggerMessage(106, LogLevel.Warning, "The move {Move} is decided but not finished. Its queued message will finish it")]
    public static partial void TransferNotFinished(this ILogger logger, Guid move, Exception e);

    [LoggerMessage(108, LogLevel.Error, "The stream {Stream} cannot be read. Its unfinished moves are not recovered")]
    public static partial void CalendarUnreadable(this ILogger logger, string stream, Exception e);

    [LoggerMessage(111, LogLevel.Error, "{Overdue} decisions over several calendars are unfinished for more than 5 minutes. The oldest is {Oldest}. Their times stay taken")]
    public static partial void TransfersOverdue(this ILogger logger, int overdue, Guid oldest);
}
