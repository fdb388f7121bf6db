using System.Collections.Immutable;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots.Occupied;

public enum OccupiedBy
{
    Booking,

    /// <summary>A booking that waits for approval.</summary>
    Pending,

    /// <summary>Reserved for a customer who is about to book.</summary>
    Hold,

    /// <summary>Reserved for a booking that is moving here from another calendar.</summary>
    Move,
}

/// <summary>A booking, hold or move that takes time of a resource. Later changes of the catalogue do not apply to it.</summary>
/// <param name="Id">The id of the booking or hold.</param>
/// <param name="End">The end of the service, without buffers.</param>
/// <param name="Quantity">The number of seats.</param>
/// <param name="Shared">Whether all bookings of that service at that start share one session: a group service.</param>
/// <param name="Blocks">False if it waits for approval without blocking its time.</param>
/// <param name="Expires">When it stops blocking its time; null for never.</param>
public record OccupiedSlot(
    Guid Id, OccupiedBy By, ServiceId ServiceId, Instant Start, Instant End, Duration BufferBefore, Duration BufferAfter,
    int Quantity, bool Shared, bool Blocks, Instant? Expires)
{
    // Kept in ticks: there are thousands of slots in a calendar, and hundreds of calendars in memory.
    public Instant Start => Instant.FromUnixTimeTicks(StartTicks);

    public Instant End => Instant.FromUnixTimeTicks(EndTicks);

    public Duration BufferBefore => Duration.FromTicks(StartTicks - BlockedFrom);

    public Duration BufferAfter => Duration.FromTicks(BlockedUntil - EndTicks);

    public Instant? Expires => ExpiresTicks == long.MaxValue ? null : Instant.FromUnixTimeTicks(ExpiresTicks);

    /// <summary>For a booking that takes only parts of its time here: those. It does not block any time itself. Empty for others.</summary>
    public ImmutableArray<OccupiedSlot> Parts { get; init; } = [];

    /// <summary>Whether it takes no time here: the calendar decides about a booking that is with other resources. Then it does not block either.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>For a part: the id of its booking or hold. Otherwise its own id.</summary>
    public Guid Owner { get; init; } = Id;

    internal long StartTicks { get; } = Start.ToUnixTimeTicks();

    internal long EndTicks { get; } = End.ToUnixTimeTicks();

    /// <summary>The start of its buffer before.</summary>
    internal long BlockedFrom { get; } = Start.ToUnixTimeTicks() - BufferBefore.BclCompatibleTicks;

    /// <summary>The end of its buffer after.</summary>
    internal long BlockedUntil { get; } = End.ToUnixTimeTicks() + BufferAfter.BclCompatibleTicks;

    internal long ExpiresTicks { get; } = Expires?.ToUnixTimeTicks() ?? long.MaxValue;

    /// <summary>The last tick at which it matters. A hold matters until just before it expires, all else until
    /// <see cref="Occupancy.Kept"/> after its end.</summary>
    internal long RelevantUntil { get; init; } =
        Expires?.ToUnixTimeTicks() - 1 ?? End.ToUnixTimeTicks() + BufferAfter.BclCompatibleTicks + Occupancy.Kept.BclCompatibleTicks;

    /// <summary>At the very instant of its expiry a hold no longer blocks.</summary>
    internal bool BlocksAt(long now) => Blocks && now < ExpiresTicks;
}
