using System.Collections.Immutable;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>The limits that a customer has reached.</summary>
/// <param name="Active">No further booking at any time.</param>
/// <param name="Days">No further booking on these local dates of the place.</param>
public sealed record ReachedLimits(bool Active, ImmutableHashSet<LocalDate> Days)
{
    internal bool Block(long start, DateTimeZone zone) =>
        Active || (!Days.IsEmpty && Days.Contains(Instant.FromUnixTimeTicks(start).InZone(zone).Date));
}
