using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>The bookings and holds of one customer that count against limits, or exclude others. Both span several calendars, so no calendar's version
/// can enforce them; the version of this stream does. Each booking is claimed here before its calendar is asked.</summary>
public sealed record CustomerClaims(ClaimSet Claims) : IClaimAggregate<CustomerClaims>, IWaitedFor
{
    /// <summary>How long a claim is stored after its booking ended. By then the limit's period is over in every time zone.</summary>
    private static readonly Duration Memory = CustomerLimits.LongestPeriod + Duration.FromDays(1);

    /// <summary>How long an expired hold is stored: longer than the clocks of two instances differ.</summary>
    private static readonly Duration ExpiredMemory = Duration.FromHours(1);

    private static readonly CustomerClaims None = new(ClaimSet.None);

    /// <summary>The services that this customer waits for and cannot have, although a place is free: because of other bookings, holds or limits.</summary>
    public ImmutableDictionary<ServiceId, long> Waiting { get; init; } = ImmutableDictionary<ServiceId, long>.Empty;

    public bool IsFollowed => !Waiting.IsEmpty;

    public static string Category => "customer";

    public static SnapshotShape<CustomerClaims> Shape => CustomerSnapshot.Shape;

    public static CustomerClaims InitialOf(StreamName stream) => None;

    public static StreamName StreamOf(UserId user) => StreamName.Of(Category, user.ToString());

    /// <summary>The limits of the service, and of the services of a visit, that the customer has reached.</summary>
    /// <param name="moving">The booking that is about to move; null for a new booking.</param>
    public ReachedLimits ReachedLimitsOf(Service service, Instant now, BookingId? moving)
    {
        var segments = (service.Parts ?? []).Where(part => part.Service.Limits.Apply).GroupBy(part => part.Service.Id).ToList();
        return new ReachedLimits(
            moving is null && (Claims.ActiveOf(service.Id, now) >= service.Limits.Active
                || segments.Any(same => Claims.ActiveOf(same.Key, now) + same.Count() > same.First().Service.Limits.Active)),
            [.. BookedDays(service, now, moving).Where(booked => booked.Value >= service.Limits.PerDay).Select(booked => booked.Key)])
        {
            Segments =
            [
                .. from same in segments
                   let part = same.First().Service
                   where part.Limits.PerDay is not null
                   select new SegmentLimit([.. same.Select(p => p.Offset)], part.Limits.PerDay!.Value, BookedDays(part, now, moving)),
            ],
        };
    }

    private ImmutableDictionary<LocalDate, int> BookedDays(Service service, Instant now, BookingId? except) => Claims.ById.Values
        .SelectMany(claim => claim.TimesAt(now).SelectMany(time => time.CountedFor(service.Id, claim.ServiceId))).Select(counted => counted.Day).Distinct()
        .ToImmutableDictionary(day => day, day => Claims.CountOn(day, service.Id, now, except));

    public CustomerClaims Apply(RecordedEvent recorded)
    {
        var (before, expired) = (recorded.Metadata.RecordedAt - Memory, recorded.Metadata.RecordedAt - ExpiredMemory);
        return recorded.Event switch
        {
            WaitlistOpened e => this with { Waiting = Waiting.SetItem(e.ServiceId, e.Version) },
            WaitlistClosed e => this with { Waiting = Waiting.Remove(e.ServiceId) },
            _ => this with { Claims = Claims.Apply(recorded, time => time.End < before || !time.CountsAt(expired)) },
        };
    }
}

/// <summary>What decides about one customer's bookings.</summary>
public static class CustomerClaimCounts
{
    extension(ClaimSet claims)
    {
        /// <summary>The number of open holds, without <paramref name="except"/>.</summary>
        public int OpenHolds(Instant now, BookingId except) => claims.ById.Count(c => c.Key != except && c.Value.TimesAt(now).Any(t => t is { Until: not null, IsOffer: false }));

        /// <summary>The number of bookings, holds and segments of the service that have not ended, without <paramref name="except"/>.</summary>
        public int ActiveOf(ServiceId service, Instant now, BookingId? except = null) =>
            claims.ById.Sum(c => c.Key == except ? 0 : c.Value.CountFor(service, now, counted => counted.End > now));

        /// <summary>The number of bookings, holds and segments of the service on a local date of their location, without <paramref name="except"/>.</summary>
        public int CountOn(LocalDate day, ServiceId service, Instant now, BookingId? except = null) =>
            claims.ById.Sum(c => c.Key == except ? 0 : c.Value.CountFor(service, now, counted => counted.Day == day));

        /// <summary>When the next hold expires, or the next booking or segment ends; null for none.</summary>
        public Instant? NextEnd(Instant now) => claims.ById.Values.SelectMany(claim => claim.TimesAt(now))
            .SelectMany<ClaimedTime, Instant>(time => [time.Until ?? time.End, .. (time.Segments ?? []).Select(segment => segment.End)])
            .Where(end => now < end).Select(end => (Instant?)end).Min();

        /// <summary>The times of the claims, without those of <paramref name="except"/>.</summary>
        public IEnumerable<Interval> Times(Instant now, BookingId? except) =>
            from claim in claims.ById
            where claim.Key != except
            from time in claim.Value.TimesAt(now)
            where time.Start is not null
            select new Interval(time.Start, time.End);
    }
}
