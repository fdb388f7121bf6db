using Microsoft.Extensions.Logging;

namespace BookingEngine.ReadModels;

internal static partial class ReadModelLog
{
    [LoggerMessage(105, LogLevel.Error, "The stream {Stream} cannot be read. Its read models stay as they are")]
    public static partial void StreamUnreadable(this ILogger logger, string stream, Exception e);
}
