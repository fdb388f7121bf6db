using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Waitlist.Signals;
using NodaTime;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Customers who wait for a place that is free, and whose other bookings, holds or limits keep them from it. What does so may be in a calendar where nobody
/// waits. So its stream gets the flag: what frees the customer leads to a look.</summary>
public sealed class BlockedCustomers(CustomerLimitCheck limits, AggregateLoader loader, WaitlistFlags flags, WaitlistSignal signal, TimeProvider time)
{
    /// <summary>What ends later by the clock alone is noticed by a later look. The timer looks more often.</summary>
    private static readonly Duration Furthest = Duration.FromHours(1);

    /// <param name="version">See <see cref="WaitlistOpened"/>.</param>
    /// <returns>The streams that need the flag.</returns>
    public async Task<IReadOnlyCollection<StreamName>> FollowAsync(WaitlistEntry entry, Service service, long version, CancellationToken cancellation)
    {
        var (customer, wish, now) = (CustomerClaims.StreamOf(entry.UserId), entry.Wish, time.Now());
        var isNew = await flags.OpenAsync<CustomerClaims>(customer, service.Id, version, cancellation) is not null;
        var calendars = await limits.FindBlockingAsync(entry.UserId, service, wish.From, wish.To + service.Duration, now, cancellation);
        foreach (var calendar in calendars)
        {
            isNew |= await flags.OpenAsync(calendar, service.Id, version, cancellation);
        }

        // The customer may have become free since the look has read, and before the flag.
        await (isNew ? signal.TrySendAsync(ServiceWaitlist.StreamOf(service.Id)) : Task.CompletedTask);
        await FollowClockAsync(customer, now, cancellation);
        return [customer, .. calendars.Select(Calendar.StreamOf)];
    }

    private async Task FollowClockAsync(StreamName customer, Instant now, CancellationToken cancellation)
    {
        var (known, _) = await loader.LoadAsync<CustomerClaims>(customer, cancellation);
        if (known.State.Claims.NextEnd(now) is { } next && next <= now + Furthest)
        {
            await signal.TrySendAsync(customer, next);
        }
    }
}
