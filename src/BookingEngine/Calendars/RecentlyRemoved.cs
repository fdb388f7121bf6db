using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>A booking that no longer blocks time of its calendar: cancelled, declined or moved to another.</summary>
/// <param name="Entry">The entry at its removal.</param>
/// <param name="MovedBy">The move that took it away; null if it was not moved.</param>
public sealed record RemovedBooking(OccupiedSlot Entry, MoveId? MovedBy, Instant At);

/// <summary>The bookings that were removed from a calendar recently. A late command finds here what became of its booking. After
/// <see cref="Memory"/>, every read model shows it.</summary>
public sealed class RecentlyRemoved
{
    /// <summary>How long a removed booking is remembered.</summary>
    public static readonly Duration Memory = Duration.FromDays(1);

    private readonly ImmutableDictionary<Guid, RemovedBooking> _byId;
    private readonly ImmutableQueue<RemovedBooking> _byTime;

    private RecentlyRemoved(ImmutableDictionary<Guid, RemovedBooking> byId, ImmutableQueue<RemovedBooking> byTime) => (_byId, _byTime) = (byId, byTime);

    public static RecentlyRemoved None { get; } = new(ImmutableDictionary<Guid, RemovedBooking>.Empty, []);

    /// <summary>In the order of their removal.</summary>
    public IEnumerable<RemovedBooking> All => _byTime.Where(removed => _byId.GetValueOrDefault(removed.Entry.Id) == removed);

    public RemovedBooking? Find(Guid id) => _byId.GetValueOrDefault(id);

    public RecentlyRemoved Add(RemovedBooking removed) => new(_byId.SetItem(removed.Entry.Id, removed), _byTime.Enqueue(removed));

    /// <summary>Drops those that were removed longer ago than <see cref="Memory"/>.</summary>
    public RecentlyRemoved Forget(Instant now)
    {
        var (byId, byTime) = (_byId, _byTime);
        while (!byTime.IsEmpty && byTime.Peek() is var oldest && oldest.At < now - Memory)
        {
            byTime = byTime.Dequeue();
            byId = byId.GetValueOrDefault(oldest.Entry.Id) == oldest ? byId.Remove(oldest.Entry.Id) : byId;
        }

        return byTime == _byTime ? this : new(byId, byTime);
    }
}
