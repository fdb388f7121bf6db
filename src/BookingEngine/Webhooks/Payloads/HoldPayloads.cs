using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Times;

namespace BookingEngine.Webhooks.Payloads;

/// <summary>Payloads about holds. A released hold has its id and its resource only: it was placed in an event of its own.</summary>
public sealed class HoldPayloads : IPayloadSource
{
    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is HoldPlaced or HoldReleased;

    public Task<(string Subject, long Sequence)> PlaceAsync(RecordedEvent recorded, CancellationToken cancellation) => Task.FromResult(recorded.Event switch
    {
        HoldPlaced e => ($"hold/{e.HoldId}", 1L),
        HoldReleased e => ($"hold/{e.HoldId}", 2L),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is not about a hold."),
    });

    public Task<PayloadBody> ComposeAsync(RecordedEvent recorded, bool personal, CancellationToken cancellation) => Task.FromResult(recorded.Event switch
    {
        HoldPlaced e => Placed(e, e.ResourceIn(recorded.Stream).Value),
        HoldReleased e => Released(e, e.ResourceIn(recorded.Stream).Value),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is not about a hold."),
    });

    private static PayloadBody Placed(HoldPlaced hold, string resource) => new(
        json =>
        {
            var zone = ZoneData.Zones[hold.Time.TimeZone];
            json.WriteString("id"u8, hold.HoldId);
            json.WriteString("resource_id"u8, resource);
            json.WriteString("status"u8, "held"u8);
            json.WriteString("user_id"u8, hold.UserId.Value);
            json.WriteString("service_id"u8, hold.ServiceId.Value);
            json.WriteString("slot"u8, Rfc3339.Format(hold.Time.Start, zone));
            json.WriteString("end"u8, Rfc3339.Format(hold.Time.End, zone));
            json.WriteString("time_zone"u8, hold.Time.TimeZone);
            json.WriteNumber("quantity"u8, hold.Quantity);
            json.WriteString("expires_at"u8, Rfc3339.Format(hold.Expires));
            if (hold.Offer is { } offer)
            {
                json.WriteString("waitlist_entry_id"u8, offer.EntryId.Value);
                json.WriteString("offer_id"u8, offer.OfferId.Value);
            }
        },
        Previous: null);

    private static PayloadBody Released(HoldReleased hold, string resource) => new(
        json =>
        {
            json.WriteString("id"u8, hold.HoldId);
            json.WriteString("resource_id"u8, resource);
            json.WriteString("status"u8, "released"u8);
        },
        json => json.WriteString("status"u8, "held"u8));
}
