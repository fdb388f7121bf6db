using Microsoft.Extensions.Logging;

namespace BookingEngine.Webhooks.Sending;

internal static partial class WebhookLog
{
    [LoggerMessage(1201, LogLevel.Warning, "The webhook {Endpoint} got payload {Payload} not at try {Try}, the last one. It can be resent")]
    public static partial void WebhookGivenUp(this ILogger logger, string endpoint, string payload, int @try);

    [LoggerMessage(1202, LogLevel.Error, "The webhook {Endpoint} is disabled: {Because} Its administrators get a mail")]
    public static partial void WebhookDisabled(this ILogger logger, string endpoint, string because);

    [LoggerMessage(1203, LogLevel.Error, "The secrets of the webhook {Endpoint} cannot be opened: their key is lost, or DATA_KEY is not the one that wrapped it")]
    public static partial void WebhookSecretsLost(this ILogger logger, string endpoint);

    [LoggerMessage(1204, LogLevel.Error, "The webhook {Endpoint} did not get payload {Payload}: its event cannot be read")]
    public static partial void WebhookEventUnreadable(this ILogger logger, Exception exception, string endpoint, string payload);
}
