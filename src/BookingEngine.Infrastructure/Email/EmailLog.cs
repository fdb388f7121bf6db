using Microsoft.Extensions.Logging;

namespace BookingEngine.Infrastructure.Email;

internal static partial class EmailLog
{
    [LoggerMessage(601, LogLevel.Warning, "The mail server refused a mail for good, with status {Status}")]
    public static partial void ServerRefused(this ILogger logger, int status);

    [LoggerMessage(602, LogLevel.Warning, "No mail could be sent by {Host}:{Port}: {Error}")]
    public static partial void ServerUnreachable(this ILogger logger, string host, int port, string error);

    [LoggerMessage(603, LogLevel.Information, "No mail server is configured: a mail was written to {Path}")]
    public static partial void MailWritten(this ILogger logger, string path);
}
