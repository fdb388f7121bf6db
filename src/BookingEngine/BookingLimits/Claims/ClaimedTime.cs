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

    public static ClaimedTime Of(BookedInterval time) => new(time.End, time.LocalStart.Date) { Start = time.Start };

    public static ClaimedTime Of(Booking booking) => Of(booking.Slot, booking.End, booking.TimeZone);

    public static ClaimedTime Of(Instant start, Instant end, string timeZone) => new(end, start.InZone(ZoneData.Zones[timeZone]).Date) { Start = start };

    /// <summary>False for a hold that has expired.</summary>
    public bool CountsAt(Instant now) => !(Until <= now);

    internal CountedTime CountedAs(BookingId id) => new(
        id.Value, Day, End - (Start ?? End), SharedAt is { } resource && Start is { } at ? new CountedSession(resource.Value, at) : null);
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
}
