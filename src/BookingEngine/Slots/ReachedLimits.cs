using System.Collections.Immutable;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>What keeps a customer from booking.</summary>
/// <param name="Active">No further booking at any time.</param>
/// <param name="Days">No further booking on these local dates of the place.</param>
public sealed record ReachedLimits(bool Active, ImmutableHashSet<LocalDate> Days)
{
    public static ReachedLimits None { get; } = new(false, []);

    /// <summary>The customer's other bookings, for a service that excludes them; empty for other services.</summary>
    public ImmutableArray<Interval> Busy { get; init; } = [];

    /// <summary>For a visit: the limits per day of its segments' services. Empty for other services.</summary>
    public ImmutableArray<SegmentLimit> Segments { get; init; } = [];

    internal bool Block(long start, DateTimeZone zone) =>
        Active || (!Days.IsEmpty && Days.Contains(Instant.FromUnixTimeTicks(start).InZone(zone).Date))
        || (!Segments.IsEmpty && Segments.Any(limit => limit.IsExceededAt(Instant.FromUnixTimeTicks(start), zone)));

    internal bool AreBusy(long start, long end)
    {
        var (from, until) = (Instant.FromUnixTimeTicks(start), Instant.FromUnixTimeTicks(end));
        return Busy.Any(busy => busy.Start < until && from < busy.End);
    }
}

/// <summary>The limit per day of a service that a visit has once or several times.</summary>
/// <param name="Offsets">From the start of the visit to each of its segments of the service.</param>
/// <param name="Booked">How often the customer has the service on a local date of the place; without dates on which it is never.</param>
public sealed record SegmentLimit(ImmutableArray<Duration> Offsets, int PerDay, ImmutableDictionary<LocalDate, int> Booked)
{
    internal bool IsExceededAt(Instant visit, DateTimeZone zone) =>
        Offsets.CountBy(offset => (visit + offset).InZone(zone).Date).Any(day => Booked.GetValueOrDefault(day.Key) + day.Value > PerDay);
}
