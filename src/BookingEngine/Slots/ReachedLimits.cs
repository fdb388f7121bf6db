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

    internal bool Block(long start, DateTimeZone zone) =>
        Active || (!Days.IsEmpty && Days.Contains(Instant.FromUnixTimeTicks(start).InZone(zone).Date));

    internal bool AreBusy(long start, long end)
    {
        var (from, until) = (Instant.FromUnixTimeTicks(start), Instant.FromUnixTimeTicks(end));
        return Busy.Any(busy => busy.Start < until && from < busy.End);
    }
}
