using BookingEngine.Functions.Fields;
using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Functions.Webhooks.Deliveries;

internal static class DeliveryFields
{
    public static IReadOnlyDictionary<string, WebhookDeliveryState> States { get; } =
        Enum.GetValues<WebhookDeliveryState>().ToDictionary(DeliveryView.NameOf);

    public static IReadOnlyDictionary<string, WebhookDeliveryState> Ended { get; } =
        States.Where(state => state.Value is not WebhookDeliveryState.Pending).ToDictionary();

    private static readonly Dictionary<string, int> Types =
        WebhookEventTypes.All.Select((type, place) => (type.Name, place)).ToDictionary(t => t.Name, t => t.place);

    public static string? EventType(RequestFields fields) => fields.Optional("type", "Only deliveries of this event.").Choice(Types) is { } place
        ? WebhookEventTypes.All[place].Name
        : null;
}

internal sealed record ListDeliveriesQuery(WebhookDeliveryFilter Filter, PageQuery Page) : IRequest<ListDeliveriesQuery>
{
    public static ListDeliveriesQuery Read(RequestFields fields) => new(
        new WebhookDeliveryFilter(
            fields.Optional("status", "Only deliveries in this state.").Choice(DeliveryFields.States), DeliveryFields.EventType(fields),
            fields.Optional("since", "Only deliveries that were queued since.").Instant()),
        PageQuery.Read(fields));
}

internal sealed record ResendQuery(Instant? Since, WebhookDeliveryState? State) : IRequest<ResendQuery>
{
    public static ResendQuery Read(RequestFields fields) => new(
        fields.Required("since", "What was queued since is sent again. The log goes back 30 days.").Instant(),
        fields.Optional("status", "Only deliveries in this state. If omitted, all that have ended.").Choice(DeliveryFields.Ended));
}
