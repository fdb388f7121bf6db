using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Functions.Webhooks;

/// <summary>A complete endpoint.</summary>
internal sealed record WebhookRequest(WebhookFields Fields) : IRequest<WebhookRequest>
{
    // An absent optional field is reset.
    public static bool RefusesMisspelt => true;

    public static WebhookRequest Read(RequestFields fields) => new(new WebhookFields(
        fields.Required("url", "Where the events go: https, port 443 or one above 1023, and a public host.").WebhookUrl() ?? "",
        fields.Required("events", "Names of events such as `booking.created`, and families such as `booking.*`. The API document lists all events.").Events(),
        fields.Optional("description", "What it is for.").OrNull().Text(0, 500),
        fields.Flag("active", "False to send nothing. If omitted, true.", fallback: true),
        fields.Flag("include_personal", "Whether payloads have names, addresses and what people wrote. If omitted, false."),
        fields.Optional(
            "headers", "Headers to send with each event, by name. Their values are never shown again. In a change the value `set` keeps the present one.").Headers()));
}

/// <param name="OverlapHours">How long both secrets sign.</param>
internal sealed record RotateSecretRequest(int OverlapHours) : IRequest<RotateSecretRequest>
{
    public const int Default = 24;

    public static bool RefusesMisspelt => true;

    public static RotateSecretRequest Read(RequestFields fields) => new(
        fields.OptionalWhole("overlap_hours", "For how many hours events are signed with both secrets. If omitted, 24. 0 ends the former secret at once.", 0, 24)
        ?? Default);
}
