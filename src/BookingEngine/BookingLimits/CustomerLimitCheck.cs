using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.ReadModels;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>What keeps a customer from booking: the service's limits, and their other bookings if it excludes these; and from holding: these, and the limit of
/// open holds.</summary>
public sealed class CustomerLimitCheck(IReadModelStore models, AggregateLoader loader, HoldLimit holds)
{
    /// <summary>The claim in the customer's stream; null if none is needed.</summary>
    public async Task<LimitClaimRequest?> RequestAsync(LimitSubject subject, Instant now, CancellationToken cancellation) =>
        (await RequestsAsync([subject], now, cancellation)).SingleOrDefault();

    /// <summary>The claims in the customer's stream; none if none are needed.</summary>
    /// <param name="subjects">All with the same customer and service.</param>
    public async Task<IReadOnlyList<LimitClaimRequest>> RequestsAsync(IReadOnlyList<LimitSubject> subjects, Instant now, CancellationToken cancellation)
    {
        if (subjects[0].IsOfVisitor)
        {
            return [.. subjects.Select(subject => VisitorRequest(subject, now)).OfType<LimitClaimRequest>()];
        }

        LimitSubject[] claimed = [.. subjects.Where(NeedsClaim)];
        var own = claimed.Length > 0 && claimed[0].Service.ExclusivePerCustomer is true
            ? await OwnAsync(claimed[0].UserId, now, cancellation)
            : [];
        var moving = subjects.Select(subject => subject.Id).ToHashSet();
        ImmutableArray<Interval> busy = [.. own.Where(booking => !moving.Contains(booking.Id)).Select(booking => new Interval(booking.Slot, booking.End))];
        return [.. claimed.Select(subject => RequestOf(subject, busy, now))];
    }

    private bool NeedsClaim(LimitSubject subject) =>
        subject.IsOfCustomer && (subject.Service.ClaimsCustomer || MaximumOf(subject) is not null) && subject is not { IsOverride: true, Current: null };

    private int? MaximumOf(LimitSubject subject) => subject.Expires is null || subject.IsOffer ? null : holds.PerCustomer;

    private LimitClaimRequest RequestOf(LimitSubject subject, ImmutableArray<Interval> busy, Instant now)
    {
        var maximum = MaximumOf(subject);
        return new LimitClaimRequest(
            CustomerClaims.StreamOf(subject.UserId), subject.Id, subject.Service.Id, subject.CustomerTime, subject.CurrentOfCustomer,
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
        var reached = service.HasCustomerLimits ? customer.ReachedLimitsOf(service, now, moving) : ReachedLimits.None;
        return service.ExclusivePerCustomer is not true ? reached : reached with
        {
            Busy =
            [
                .. (await OwnAsync(user, now, cancellation)).Where(b => b.Id != moving).Select(b => new Interval(b.Slot, b.End)),
                .. customer.Claims.Times(now, moving),
            ],
        };
    }

    /// <summary>The calendars of the bookings without a claim that keep the customer from such a time; none for a service that does not exclude other
    /// bookings. Those with a claim are in the customer's stream.</summary>
    public async Task<ImmutableArray<ResourceId>> FindBlockingAsync(
        UserId user, Service service, Instant from, Instant to, Instant now, CancellationToken cancellation) => service.ExclusivePerCustomer is not true ? [] :
        [
            .. (await OwnAsync(user, now, cancellation)).Where(booking => !booking.IsLimited && booking.Slot < to && from < booking.End)
                .Select(booking => booking.CalendarId).Distinct(),
        ];

    private LimitClaimRequest? VisitorRequest(LimitSubject subject, Instant now) => holds.PerVisitor is not { } maximum ? null : new(
        CustomerClaims.StreamOf(subject.UserId), subject.Id, subject.Service.Id, subject.CustomerTime, Current: null,
        claims => claims.OpenHolds(now, subject.Id) >= maximum ? HoldLimit.Reached(maximum) : null);

    internal static Refusal? Check(ClaimSet claims, LimitSubject subject, ImmutableArray<Interval> busy, Instant now)
    {
        var (id, time) = (subject.Id, subject.Time);
        return subject switch
        {
            { Current: { Start: { } from, End: var until } } when from <= time.Start && time.End <= until => null,
            _ when ReachedBy(claims, subject, now) is { } reached => reached,
            _ when subject.Service.ExclusivePerCustomer is not true => null,
            _ when busy.Concat(claims.Times(now, id)).Any(b => b.Start < time.End && time.Start < b.End) => SlotRefusals.CustomerBusy,
            _ => null,
        };
    }

    private static LimitReached? ReachedBy(ClaimSet claims, LimitSubject subject, Instant now) => ReachedBy(claims, subject, subject.Service, now)
        ?? (subject.Service.Parts ?? []).DistinctBy(part => part.Service.Id).Select(part => ReachedBy(claims, subject, part.Service, now))
            .FirstOrDefault(reached => reached is not null);

    /// <param name="counted">The booking's service, or one of a visit.</param>
    private static LimitReached? ReachedBy(ClaimSet claims, LimitSubject subject, Service counted, Instant now)
    {
        var (limits, segmentOf) = (counted.Limits, counted.Id == subject.Service.Id ? (ServiceId?)null : counted.Id);
        var wanted = limits.Apply ? subject.CustomerTime.CountedFor(counted.Id, subject.Service.Id).ToList() : [];
        return wanted.Count > 0 && subject.Current is null && claims.ActiveOf(counted.Id, now, subject.Id) + wanted.Count > limits.Active
                ? BookingRefusals.ActiveLimit(limits.Active.Value, segmentOf)
            : wanted.CountBy(w => w.Day).Any(day => claims.CountOn(day.Key, counted.Id, now, subject.Id) + day.Value > limits.PerDay)
                ? BookingRefusals.DayLimit(limits.PerDay!.Value, segmentOf)
            : null;
    }

    /// <summary>A customer's bookings that have not ended, also those without a claim: made before the service excluded others, or of another
    /// service.</summary>
    private async Task<ImmutableArray<Booking>> OwnAsync(UserId user, Instant now, CancellationToken cancellation)
    {
        var range = BookingLists.Between(now - BookingLength.Maximum, null);
        var own = await models.ListAsync(BookingLists.OfUser(user).Single(), range, cancellation);
        return [.. own.Select(BookingsProjection.Read).Where(b => b.IsActive && b.End > now)];
    }
}
