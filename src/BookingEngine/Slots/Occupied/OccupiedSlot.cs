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

    /// <summary>Reserved for a booking that is on its way here from another calendar.</summary>
    Move,
}

/// <summary>Something that takes time of a resource, as it was made: what the catalogue says later changes nothing of it.</summary>
/// <param name="Id">Of the booking, hold or move.</param>
/// <param name="End">Of the service itself: the buffers come on top.</param>
/// <param name="Quantity">Seats of the session.</param>
/// <param name="Shared">Whether it shares one session with all of that service at that start: true for a group service.</param>
/// <param name="Blocks">False for what waits for approval and does not take its time yet.</param>
/// <param name="Expires">When it stops to take its time, by the clock alone; null for never.</param>
public record OccupiedSlot(
    Guid Id, OccupiedBy By, ServiceId ServiceId, Instant Start, Instant End, Duration BufferBefore, Duration BufferAfter,
    int Quantity, bool Shared, bool Blocks, Instant? Expires)
{
    // Without setters, so that what is worked out from them stays true of a copy.
    public Instant Start { get; } = Start;

    public Instant End { get; } = End;

    public Duration BufferBefore { get; } = BufferBefore;

    public Duration BufferAfter { get; } = BufferAfter;

    public Instant? Expires { get; } = Expires;

    internal long StartTicks { get; } = Start.ToUnixTimeTicks();

    /// <summary>Where its buffer before begins.</summary>
    internal long TakenFrom { get; } = Start.ToUnixTimeTicks() - BufferBefore.BclCompatibleTicks;

    /// <summary>Where its buffer after ends.</summary>
    internal long TakenUntil { get; } = End.ToUnixTimeTicks() + BufferAfter.BclCompatibleTicks;

    internal long ExpiresTicks { get; } = Expires?.ToUnixTimeTicks() ?? long.MaxValue;

    /// <summary>The last instant at which it matters: of a hold the last before it expires, of all else a while after it has taken its time.</summary>
    internal long KeptUntil { get; } = Expires?.ToUnixTimeTicks() - 1 ?? (End + BufferAfter + Occupancy.Memory).ToUnixTimeTicks();

    /// <summary>An expired hold frees its time at that very instant.</summary>
    internal bool TakesTimeAt(long now) => Blocks && now < ExpiresTicks;
}
