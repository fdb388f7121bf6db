using System.Collections.Immutable;
using BookingEngine.Availability;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>A booking that takes no time of its calendar any more: cancelled, declined or moved to another.</summary>
/// <param name="Entry">As it was when it left.</param>
/// <param name="MovedBy">The move that took it away; null where it was not moved.</param>
public sealed record Departure(TakenEntry Entry, MoveId? MovedBy, Instant At);

/// <summary>What left a calendar lately, so that a command that comes late is told what became of its booking. By the time that they are forgotten
/// every read model tells it.</summary>
public sealed class Departures
{
    /// <summary>How long a departure is remembered.</summary>
    public static readonly Duration Memory = Duration.FromDays(1);

    private readonly ImmutableDictionary<Guid, Departure> _byId;
    private readonly ImmutableQueue<Departure> _byTime;

    private Departures(ImmutableDictionary<Guid, Departure> byId, ImmutableQueue<Departure> byTime) => (_byId, _byTime) = (byId, byTime);

    public static Departures None { get; } = new(ImmutableDictionary<Guid, Departure>.Empty, []);

    /// <summary>In the order in which they left.</summary>
    public IEnumerable<Departure> All => _byTime.Where(departure => _byId.GetValueOrDefault(departure.Entry.Id) == departure);

    /// <summary>The last one of that id.</summary>
    public Departure? Find(Guid id) => _byId.GetValueOrDefault(id);

    public Departures Add(Departure departure) => new(_byId.SetItem(departure.Entry.Id, departure), _byTime.Enqueue(departure));

    /// <summary>Without those that left longer ago than <see cref="Memory"/>.</summary>
    public Departures Forget(Instant now)
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
