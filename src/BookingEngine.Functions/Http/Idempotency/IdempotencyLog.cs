namespace BookingEngine.Functions.Http.Idempotency;

internal static partial class IdempotencyLog
{
    [LoggerMessage(205, LogLevel.Warning, "The result of an idempotency key could not be saved [{CorrelationId}]")]
    public static partial void ResultNotSaved(this ILogger logger, string correlationId, Exception e);
}
