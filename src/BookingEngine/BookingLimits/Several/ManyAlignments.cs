using System.Collections.Immutable;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.BookingLimits.Several;

/// <summary>Aligns the claims of several bookings that one commit of a calendar has changed. Each stream of claims gets one commit for all of them.</summary>
public sealed class ManyAlignments(ClaimStreams streams, CatalogueCache catalogue, IReleasedLimits followers)
{
    /// <summary>Confirms the claims of bookings that moved, and frees their former times, within the same command.</summary>
    public async Task ConfirmMovedAsync(
        Service service, ImmutableArray<(Booking Before, Booking After)> moved, CommandContext context, CancellationToken cancellation)
    {
        foreach (var customer in moved.Where(m => m.After.IsLimited && service.ClaimsCustomer).GroupBy(m => m.After.UserId))
        {
            await streams.DecideAsync(
                CustomerClaims.StreamOf(customer.Key), context,
                claims => new Decision([.. customer.Select(m => Confirmed(claims, m.After, ClaimedTime.Of(m.After), context)).OfType<IDomainEvent>()], null),
                cancellation);
        }

        foreach (var period in moved.SelectMany(m => new[] { m.Before, m.After }).SelectMany(b => PeriodStream.Of(service, ClaimedTime.Of(b).Day)).Distinct())
        {
            await streams.DecideAsync(
                period.Stream, context,
                claims => new Decision([.. moved.Select(m => MovedIn(period, claims, m.After, service, context)).OfType<IDomainEvent>().OrderBy(e => e is LimitReleased)], null),
                cancellation);
        }

        await (service.HasClaims ? FollowAsync(moved.Select(m => m.After)) : Task.CompletedTask);
    }

    /// <summary>Releases the claims of bookings that were called off, within the same command.</summary>
    public async Task ReleaseAsync(IReadOnlyList<Booking> ended, CommandContext context, CancellationToken cancellation)
    {
        foreach (var customer in ended.Where(booking => booking.IsLimited).GroupBy(booking => booking.UserId))
        {
            await ReleaseAsync(CustomerClaims.StreamOf(customer.Key), customer, context, cancellation);
        }

        foreach (var alike in ended.GroupBy(booking => booking.ServiceId))
        {
            if (await catalogue.ServiceAsync(alike.Key, cancellation) is { HasClaims: true } limited)
            {
                foreach (var period in alike.SelectMany(b => PeriodStream.Of(limited, ClaimedTime.Of(b).Day).Select(p => (p.Stream, Booking: b))).GroupBy(p => p.Stream, p => p.Booking))
                {
                    await ReleaseAsync(period.Key, period, context, cancellation);
                }

                await FollowAsync(alike);
            }
        }
    }

    private async Task FollowAsync(IEnumerable<Booking> changed)
    {
        foreach (var resource in changed.Select(booking => booking.ResourceId).Distinct())
        {
            await followers.FollowAsync(resource);
        }
    }

    private Task<Refusal?> ReleaseAsync(StreamName stream, IEnumerable<Booking> ended, CommandContext context, CancellationToken cancellation) => streams.DecideAsync(
        stream, context,
        claims => new Decision([.. ended.Where(b => claims.Find(b.Id) is not null).Select(b => new LimitReleased(b.Id))], null), cancellation);

    private static LimitConfirmed? Confirmed(ClaimSet claims, Booking booking, ClaimedTime time, CommandContext context) =>
        claims.Find(booking.Id)?.Pending is { } pending && pending.Decision == context.CommitId.Value ? new LimitConfirmed(booking.Id, booking.ServiceId, time) : null;

    private static IDomainEvent? MovedIn(PeriodStream period, ClaimSet claims, Booking booking, Service service, CommandContext context) =>
        LimitSubject.ServiceTimeOf(booking, service) is var time && period.Contains(time.Day) ? Confirmed(claims, booking, time, context)
            : claims.Find(booking.Id) is { Pending: null } ? new LimitReleased(booking.Id)
            : null;
}
