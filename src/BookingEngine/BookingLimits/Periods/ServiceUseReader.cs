using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.BookingLimits.Periods;

/// <summary>Reads how much of a service is booked, for searches. Commands decide in the streams themselves.</summary>
public sealed class ServiceUseReader(AggregateLoader loader, BookingCounter counter)
{
    /// <summary>For starts in the range; null if the service has no limits. Reads one stream for each month, and one for each week if a limit
    /// is by week; and the calendars if some of these were not counted yet.</summary>
    /// <param name="to">Excluded.</param>
    public async Task<PeriodUse?> ReadAsync(Service service, Instant from, Instant to, Instant now, CancellationToken cancellation)
    {
        var (begin, end) = (SlotRange.Within(from), SlotRange.Within(to));
        if (service.BookingLimits is not { } limits || begin >= end)
        {
            return null;
        }

        // No local date differs from that in UTC by more than a day.
        var (first, last) = (begin.InUtc().Date.PlusDays(-1), end.InUtc().Date.PlusDays(1));
        ImmutableArray<PeriodStream> periods = [.. PeriodStream.Between(service, first, last)];
        var states = await Task.WhenAll(periods.Select(p => loader.RefreshAsync<ServiceClaims>(p.Stream, cancellation)));
        var byPeriod = periods.Zip(states, (period, state) => (period, state.State)).ToDictionary(p => p.period, p => p.State);
        var counted = byPeriod.Values.All(state => state.CountedFor >= service.Version)
            ? null
            : await CountAsync(service, periods, now, cancellation);
        return new PeriodUse(limits, (limit, firstDay) =>
        {
            var (period, lastDay) = (PeriodStream.Of(service.Id, limit, firstDay), limit.LastDay(firstDay));
            return (byPeriod.GetValueOrDefault(period) is { } state && state.CountedFor >= service.Version ? state : counted!)
                .CountedIn(firstDay, lastDay, now);
        });
    }

    private async Task<ServiceClaims> CountAsync(Service service, ImmutableArray<PeriodStream> periods, Instant now, CancellationToken cancellation)
    {
        var claims = await counter.ReadAsync(service, periods.Min(p => p.FirstDay), periods.Max(p => p.LastDay), now, cancellation);
        return new ServiceClaims(StoredClaim.SetOf(claims), service.Version);
    }
}
