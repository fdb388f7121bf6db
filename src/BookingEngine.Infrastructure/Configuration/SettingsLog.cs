using Microsoft.Extensions.Logging;

namespace BookingEngine.Infrastructure.Configuration;

internal static partial class SettingsLog
{
    [LoggerMessage(901, LogLevel.Warning, "DATA_KEY is not set; the persons' keys are stored plain, and a copy of the database opens every name and address; see docs/operating.md")]
    public static partial void NoDataKey(this ILogger logger);
}
