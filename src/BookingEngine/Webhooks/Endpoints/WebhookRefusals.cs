namespace BookingEngine.Webhooks.Endpoints;

public static class WebhookRefusals
{
    /// <summary>One code for all reasons, so that nobody can map a network with it.</summary>
    public static readonly Refusal AddressRefused = new(
        RefusalKind.Rule, "webhook_url_refused",
        "Events cannot be sent to this address. Use https, port 443 or one above 1023, and a host name that stands for public addresses only.");

    public static readonly Refusal TooMany = new(
        RefusalKind.Conflict, "too_many_webhooks", $"There are {WebhookEndpoints.Maximum} endpoints already, the maximum. Delete one first.");

    public static readonly Refusal Inactive = new(
        RefusalKind.Conflict, "webhook_inactive", "Nothing is sent to an inactive endpoint. Make it active first.");

    public static readonly Refusal HeaderUnknown = new(
        RefusalKind.Rule, "webhook_header_unset", "A header that has no value yet cannot keep it. Send its value.");

    public static Refusal UnknownEvent(string name) => new(
        RefusalKind.Rule, "unknown_event", $"There is no event '{name}'. The API document lists all events. A family is written booking.*");
}
