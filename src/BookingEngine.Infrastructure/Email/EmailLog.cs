using Microsoft.Extensions.Logging;

namespace BookingEngine.Infrastructure.Email;

internal static partial class EmailLog
{
    [LoggerMessage(601, LogLevel.Warning, "The mail server rejected a mail with the permanent status {Status}; it is not sent again")]
    public static partial void ServerRefused(this ILogger logger, int status);

    [LoggerMessage(602, LogLevel.Warning, "The mail server {Host}:{Port} failed with {Error}; check SMTP_HOST, SMTP_PORT and the server")]
    public static partial void ServerUnreachable(this ILogger logger, string host, int port, string error);

    [LoggerMessage(603, LogLevel.Information, "A mail was written to {Path}, because no mail server is configured; set SMTP_HOST to send mails")]
    public static partial void MailWritten(this ILogger logger, string path);
}
