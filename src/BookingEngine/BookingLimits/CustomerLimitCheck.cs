using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.ReadModels;
using BookingEngine.Slots;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>What keeps a customer from booking: the service's limits, and their other bookings if it excludes these; and from holding: these, and the limit of
/// open holds.</summary>
public sealed class CustomerLimitCheck(IReadModelStore models, AggregateLoader loader, HoldLimit holds)
{
    /// <summary>No service is longer.</summary>
    private static readonly Duration LongestService = Duration.FromDays(366);

    /// <summary>The claim in the customer's stream; null if none is needed.</summary>
    public async Task<LimitClaimRequest?> RequestAsync(LimitSubject subject, Instant now, CancellationToken cancellation)
    {
        if (subject.IsOfVisitor)
        {
            return VisitorRequest(subject, now);
        }

        var service = subject.Service;
        int? maximum = subject.Expires is null ? null : holds.PerCustomer;
        if (!subject.IsOfCustomer || (!service.ClaimsCustomer && maximum is null) || subject is { IsOverride: true, Current: null })
        {
            return null;
        }

        var busy = service.ExclusivePerCustomer is true ? await BusyAsync(subject.UserId, subject.Id.Value, now, cancellation) : [];
        return new LimitClaimRequest(
            CustomerClaims.StreamOf(subject.UserId), subject.Id, service.Id, subject.CustomerTime, subject.CurrentOfCustomer,
            claims => subject.IsOverride ? null
                : claims.OpenHolds(now, subject.Id) >= maximum ? HoldLimit.Reached(maximum.Value)
                : Check(claims, subject, busy, now));
    }

    /// <summary>What keeps the customer from booking, for searches; null if nothing of the service can.</summary>
    /// <param name="moving">The booking that is about to move; null for a new booking.</param>
    public async Task<ReachedLimits?> ReadAsync(UserId user, Service service, BookingId? moving, Instant now, CancellationToken cancellation)
    {
        if (!service.ClaimsCustomer)
        {
            return null;
        }

        var customer = (await loader.RefreshAsync<CustomerClaims>(CustomerClaims.StreamOf(user), cancellation)).State;
        var reached = service.Limits.Apply ? customer.ReachedLimitsOf(service, now, moving) : ReachedLimits.None;
        return service.ExclusivePerCustomer is not true ? reached : reached with
        {
            Busy = [.. await BusyAsync(user, moving?.Value, now, cancellation), .. customer.Claims.Times(now, moving)],
        };
    }

    private LimitClaimRequest? VisitorRequest(LimitSubject subject, Instant now) => holds.PerVisitor is not { } maximum ? null : new(
        CustomerClaims.StreamOf(subject.UserId), subject.Id, subject.Service.Id, subject.CustomerTime, Current: null,
        claims => claims.OpenHolds(now, subject.Id) >= maximum ? HoldLimit.Reached(maximum) : null);

    internal static Refusal? Check(ClaimSet claims, LimitSubject subject, ImmutableArray<Interval> busy, Instant now)
    {
        var (id, time, service, limits) = (subject.Id, subject.Time, subject.Service, subject.Service.Limits);
        return subject switch
        {
            { Current: { Start: { } from, End: var until } } when from <= time.Start && time.End <= until => null,
            { Current: null } when claims.ActiveOf(service.Id, now, id) >= limits.Active => BookingRefusals.ActiveLimit(limits.Active.Value),
            _ when claims.CountOn(time.LocalStart.Date, service.Id, now, id) >= limits.PerDay => BookingRefusals.DayLimit(limits.PerDay.Value),
            _ when service.ExclusivePerCustomer is not true => null,
            _ when busy.Concat(claims.Times(now, id)).Any(b => b.Start < time.End && time.Start < b.End) => SlotRefusals.CustomerBusy,
            _ => null,
        };
    }

    /// <summary>The times of a customer's bookings, also of those without a claim: made before the service excluded others, or of another
    /// service.</summary>
    private async Task<ImmutableArray<Interval>> BusyAsync(UserId user, Guid? except, Instant now, CancellationToken cancellation)
    {
        var range = BookingLists.Between(now - LongestService, null);
        var own = await models.ListAsync(BookingLists.OfUser(user).Single(), range, cancellation);
        return
        [
            .. own.Select(BookingsProjection.Read).Where(b => b.IsActive && b.Id.Value != except && b.End > now).Select(b => new Interval(b.Slot, b.End)),
        ];
    }
}
