using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.BookingLimits;

/// <summary>Aligns the claims of holds with what calendars have recorded.</summary>
public sealed class HoldClaims(ClaimStreams streams, CatalogueCache catalogue)
{
    /// <summary>Confirms the claim of a hold that a calendar has recorded.</summary>
    public async Task ConfirmAsync(HoldPlaced hold, ResourceId resource, Service service, CommandContext context)
    {
        var time = LimitSubject.AsCounted(ClaimedTime.Of(hold.Time, segments: null), service, resource) with { Until = hold.Expires };
        var id = new BookingId(hold.HoldId);
        foreach (var period in PeriodStream.Of(service, time.Day))
        {
            await streams.RecordAsync(period.Stream, context, c => c.Find(id)?.Pending?.Time == time, new LimitConfirmed(id, service.Id, time));
        }
    }

    /// <summary>Confirms the customer's claim of a hold that a calendar has recorded.</summary>
    public Task ConfirmCustomerAsync(HoldPlaced hold, CommandContext context)
    {
        var (id, time) = (new BookingId(hold.HoldId), ClaimedTime.Of(hold.Time, hold.Segments) with { Until = hold.Expires, IsOffer = hold.Offer is not null });
        return streams.RecordAsync(
            CustomerClaims.StreamOf(hold.UserId), context, c => c.Find(id)?.Pending?.Time == time, new LimitConfirmed(id, hold.ServiceId, time));
    }

    /// <summary>Lets the claims of a hold last as long as the hold, which a calendar has extended.</summary>
    public async Task ExtendAsync(HoldExtended hold, CommandContext context, CancellationToken cancellation)
    {
        await ExtendAsync(CustomerClaims.StreamOf(hold.UserId), hold, context, cancellation);
        if (await catalogue.ServiceAsync(hold.ServiceId, cancellation) is { BookingLimits: not null } service)
        {
            foreach (var period in PeriodStream.Of(service, hold.Time.LocalStart.Date))
            {
                await ExtendAsync(period.Stream, hold, context, cancellation);
            }
        }
    }

    // The calendar has the hold, so a claim that still waits is right. It is confirmed first, or settling it would shorten it again.
    private async Task ExtendAsync(StreamName stream, HoldExtended hold, CommandContext context, CancellationToken cancellation)
    {
        var id = new BookingId(hold.HoldId);
        if ((await streams.ReadAsync(stream, cancellation)).Find(id) is { Pending: { } pending })
        {
            await streams.RecordAsync(stream, context, c => c.Find(id)?.Pending == pending, new LimitConfirmed(id, hold.ServiceId, pending.Time));
        }

        if ((await streams.ReadAsync(stream, cancellation)).Find(id) is { Pending: null, Confirmed: { Until: { } until } had } seen && until < hold.Expires)
        {
            await streams.RecordAsync(
                stream, context, c => c.Find(id) == seen, new LimitConfirmed(id, hold.ServiceId, had with { Until = hold.Expires }));
        }
    }
}
