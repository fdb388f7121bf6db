using Microsoft.Extensions.Logging;

namespace BookingEngine.Transfers;

internal static partial class TransferLog
{
    [LoggerMessage(106, LogLevel.Warning, "The move {Move} is decided and was not brought to its end; its message will see to it")]
    public static partial void TransferNotFinished(this ILogger logger, Guid move, Exception e);
}
