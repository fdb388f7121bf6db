namespace BookingEngine.Functions.Http.Idempotency;

internal static partial class IdempotencyLog
{
    [LoggerMessage(205, LogLevel.Warning, "What became of an idempotency key could not be noted [{CorrelationId}]")]
    public static partial void KeyNotNoted(this ILogger logger, string correlationId, Exception e);
}
