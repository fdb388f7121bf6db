namespace BookingEngine.Functions.Http;

internal static partial class HttpLog
{
    [LoggerMessage(201, LogLevel.Debug, "{Function} answered {Status} [{CorrelationId}]")]
    public static partial void Answered(this ILogger logger, string function, int status, string correlationId);

    [LoggerMessage(202, LogLevel.Debug, "{Function}: the caller left [{CorrelationId}]")]
    public static partial void CallerLeft(this ILogger logger, string function, string correlationId);

    [LoggerMessage(203, LogLevel.Warning, "{Function}: the store is unavailable [{CorrelationId}]")]
    public static partial void StoreUnavailable(this ILogger logger, string function, string correlationId, Exception e);

    [LoggerMessage(204, LogLevel.Error, "{Function} failed [{CorrelationId}]")]
    public static partial void Failed(this ILogger logger, string function, string correlationId, Exception e);
}
