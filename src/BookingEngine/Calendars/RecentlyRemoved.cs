using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>A booking that takes no time of its calendar any more: cancelled, declined or moved to another.</summary>
/// <param name="Entry">As it was when it left.</param>
/// <param name="MovedBy">The move that took it away; null where it was not moved.</param>
public sealed record RemovedBooking(OccupiedSlot Entry, MoveId? MovedBy, Instant At);

/// <summary>What left a calendar lately, so that a command that comes late is told what became of its booking. By the time that they are forgotten
/// every read model tells it.</summary>
public sealed class RecentlyRemoved
{
    /// <summary>How long a departure is remembered.</summary>
    public static readonly Duration Memory = Duration.FromDays(1);

    private readonly ImmutableDictionary<Guid, RemovedBooking> _byId;
    private readonly ImmutableQueue<RemovedBooking> _byTime;

    private RecentlyRemoved(ImmutableDictionary<Guid, RemovedBooking> byId, ImmutableQueue<RemovedBooking> byTime) => (_byId, _byTime) = (byId, byTime);

    public static RecentlyRemoved None { get; } = new(ImmutableDictionary<Guid, RemovedBooking>.Empty, []);

    /// <summary>In the order in which they left.</summary>
    public IEnumerable<RemovedBooking> All => _byTime.Where(departure => _byId.GetValueOrDefault(departure.Entry.Id) == departure);

    /// <summary>The last one of that id.</summary>
    public RemovedBooking? Find(Guid id) => _byId.GetValueOrDefault(id);

    public RecentlyRemoved Add(RemovedBooking departure) => new(_byId.SetItem(departure.Entry.Id, departure), _byTime.Enqueue(departure));

    /// <summary>Without those that left longer ago than <see cref="Memory"/>.</summary>
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
