using Microsoft.Extensions.Logging;

namespace BookingEngine.Aggregates;

internal static partial class AggregateLog
{
    [LoggerMessage(103, LogLevel.Warning, "A snapshot could not be kept; the next one will do: {Stream}")]
    public static partial void SnapshotNotKept(this ILogger logger, string stream, Exception e);

    [LoggerMessage(104, LogLevel.Debug, "A snapshot of another shape or another history was passed over for the events: {Stream}")]
    public static partial void SnapshotPassedOver(this ILogger logger, string stream);
}
