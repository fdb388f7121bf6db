using Microsoft.Extensions.Logging;

namespace BookingEngine.Webhooks.Sending;

internal static partial class WebhookLog
{
    [LoggerMessage(1201, LogLevel.Warning, "The webhook {Endpoint} got payload {Payload} not at try {Try}, the last one. It can be resent")]
    public static partial void WebhookGivenUp(this ILogger logger, string endpoint, string payload, int @try);

    [LoggerMessage(1202, LogLevel.Error, "The webhook {Endpoint} is disabled: {Because} Its administrators get a mail")]
    public static partial void WebhookDisabled(this ILogger logger, string endpoint, string because);
}
