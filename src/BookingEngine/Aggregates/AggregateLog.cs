using Microsoft.Extensions.Logging;

namespace BookingEngine.Aggregates;

internal static partial class AggregateLog
{
    [LoggerMessage(103, LogLevel.Warning, "A snapshot was not saved. The next one replaces it: {Stream}")]
    public static partial void SnapshotNotSaved(this ILogger logger, string stream, Exception e);

    [LoggerMessage(104, LogLevel.Debug, "A snapshot of another shape or another history is ignored. All events are read instead: {Stream}")]
    public static partial void SnapshotIgnored(this ILogger logger, string stream);

    [LoggerMessage(109, LogLevel.Warning, "A snapshot cannot be read. All events are read instead: {Stream}")]
    public static partial void SnapshotUnreadable(this ILogger logger, string stream, Exception e);
}
