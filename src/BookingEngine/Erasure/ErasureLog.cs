using Microsoft.Extensions.Logging;

namespace BookingEngine.Erasure;

internal static partial class ErasureLog
{
    [LoggerMessage(1001, LogLevel.Warning, "An erasure is decided but not finished. The pipeline will finish it")]
    public static partial void ErasureNotFinished(this ILogger logger, Exception e);
}
