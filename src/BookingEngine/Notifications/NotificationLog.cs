using Microsoft.Extensions.Logging;

namespace BookingEngine.Notifications;

internal static partial class NotificationLog
{
    [LoggerMessage(501, LogLevel.Information, "Mail for {Event} was sent at try {Try}")]
    public static partial void MailSent(this ILogger logger, string @event, int @try);

    [LoggerMessage(502, LogLevel.Warning, "Mail for {Event} was not sent at try {Try}. It will be retried")]
    public static partial void MailRetried(this ILogger logger, string @event, int @try);

    [LoggerMessage(503, LogLevel.Error, "Mail for {Event} was refused or given up after {Try} tries")]
    public static partial void MailFailed(this ILogger logger, string @event, int @try);

    [LoggerMessage(504, LogLevel.Warning, "The tenant's template {Kind} in {Locale} could not be rendered. The mail has the default text. Preview the template and correct it")]
    public static partial void TemplateFailed(this ILogger logger, string kind, string locale, Exception e);

    [LoggerMessage(505, LogLevel.Warning, "Mail for {Event} was dropped: it would have come too late. Look whether the mail server or the timer was down")]
    public static partial void MailLate(this ILogger logger, string @event);
}
