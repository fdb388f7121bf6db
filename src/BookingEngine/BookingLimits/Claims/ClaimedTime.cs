using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.BookingLimits.Claims;

/// <summary>The part of a booking's time that limits need.</summary>
/// <param name="Day">The local date at its location.</param>
public sealed record ClaimedTime(Instant End, LocalDate Day)
{
    /// <summary>Null in claims from before it was stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Start { get; init; }

    /// <summary>The resource, for a group service: its bookings at that start share a session. Null for other services.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResourceId? SharedAt { get; init; }

    /// <summary>When a hold expires; null for a booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? Until { get; init; }

    /// <summary>Whether the hold is an offer of the waitlist. It does not count as one of the customer's holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOffer { get; init; }

    /// <summary>The segments of a visit, which count for their own services. Null for another booking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<ClaimedSegment>? Segments { get; init; }

    /// <param name="segments">Of a visit; null for another booking.</param>
    public static ClaimedTime Of(BookedInterval time, ImmutableArray<BookedSegment>? segments) => new(time.End, time.LocalStart.Date)
    {
        Start = time.Start,
        Segments = ClaimedSegment.ListOf(segments, time.TimeZone),
    };

    public static ClaimedTime Of(Booking booking) => Of(booking.Slot, booking.End, booking.TimeZone) with
    {
        Segments = ClaimedSegment.ListOf(booking.Segments, booking.TimeZone),
    };

    public static ClaimedTime Of(Instant start, Instant end, string timeZone) => new(end, start.InZone(ZoneData.Zones[timeZone]).Date) { Start = start };

    /// <summary>False for a hold that has expired.</summary>
    public bool CountsAt(Instant now) => !(Until <= now);

    /// <summary>By value: segments are equal if their lists are.</summary>
    public bool Equals(ClaimedTime? other) => other is not null && End == other.End && Day == other.Day && Start == other.Start && SharedAt == other.SharedAt
        && Until == other.Until && IsOffer == other.IsOffer && (Segments ?? []).SequenceEqual(other.Segments ?? []);

    public override int GetHashCode() => HashCode.Combine(End, Day, Start, SharedAt, Until, IsOffer);

    /// <summary>How often it counts for a service: once if it is the booking's, and once for each segment of it.</summary>
    /// <param name="own">The booking's service.</param>
    internal IEnumerable<ClaimedSegment> CountedFor(ServiceId service, ServiceId own)
    {
        var whole = service == own ? new ClaimedSegment(own, End, Day) : null;
        return Segments is { } segments ? [.. segments.Where(segment => segment.ServiceId == service), .. whole is null ? [] : new[] { whole }]
            : whole is null ? [] : [whole];
    }

    internal CountedTime CountedAs(BookingId id) => new(
        id.Value, Day, End - (Start ?? End), SharedAt is { } resource && Start is { } at ? new CountedSession(resource.Value, at) : null);
}

/// <summary>A segment of a visit.</summary>
/// <param name="Day">The local date at its location.</param>
public sealed record ClaimedSegment(ServiceId ServiceId, Instant End, LocalDate Day)
{
    /// <summary>Null for a booking that is no visit.</summary>
    internal static ImmutableArray<ClaimedSegment>? ListOf(ImmutableArray<BookedSegment>? segments, string timeZone) => segments is { } several
        ? [.. several.Select(segment => new ClaimedSegment(segment.ServiceId, segment.End, segment.Start.InZone(ZoneData.Zones[timeZone]).Date))]
        : null;
}

/// <summary>A claim for a time that no calendar is known to have recorded.</summary>
/// <param name="Decision">The id of the commit that a calendar decides with.</param>
/// <param name="Since">The commit is not older than this.</param>
/// <param name="Expires">If the commit does not exist by then, it never will.</param>
public sealed record PendingClaim(ClaimedTime Time, Guid Decision, Instant Since, Instant Expires);

/// <summary>One booking or hold that counts against limits.</summary>
public sealed record LimitClaim(ServiceId ServiceId)
{
    /// <summary>The time that a calendar has recorded; null if none is known to have done so.</summary>
    public ClaimedTime? Confirmed { get; init; }

    /// <summary>The time that a command is asking a calendar for; null for none.</summary>
    public PendingClaim? Pending { get; init; }

    /// <summary>Both times count until it is known which one the booking has.</summary>
    internal IEnumerable<ClaimedTime> Times => new[] { Confirmed, Pending?.Time }.OfType<ClaimedTime>();

    /// <summary>The times without holds that have expired.</summary>
    internal IEnumerable<ClaimedTime> TimesAt(Instant now) => Times.Where(time => time.CountsAt(now));

    /// <summary>How often it counts for a service: by the one of its times with which that is most.</summary>
    /// <param name="counts">What of the service counts.</param>
    internal int CountFor(ServiceId service, Instant now, Func<ClaimedSegment, bool> counts) =>
        TimesAt(now).Select(time => time.CountedFor(service, ServiceId).Count(counts)).DefaultIfEmpty().Max();
}
