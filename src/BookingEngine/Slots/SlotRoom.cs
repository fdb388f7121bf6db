using BookingEngine.Slots.Occupied;

namespace BookingEngine.Slots;

/// <summary>Whether a resource has room for one more booking at a start.</summary>
internal sealed class SlotRoom
{
    private readonly SlotQuery _query;
    private readonly int _capacity;
    private readonly long _before, _after;
    private readonly Sessions _all;

    // Without holds. The same as _all if there are none.
    private readonly Sessions _withoutHolds;

    /// <param name="from">The earliest start to ask for.</param>
    /// <param name="to">The latest start to ask for.</param>
    public SlotRoom(SlotQuery query, ResourceOccupancy calendar, long from, long to)
    {
        var (service, now) = (query.Service, query.Now.ToUnixTimeTicks());
        (_query, _capacity) = (query, calendar.Resource.Capacity);
        _before = service.BufferBefore.BclCompatibleTicks;
        _after = (service.Duration + service.BufferAfter).BclCompatibleTicks;
        var entries = calendar.Occupied.Between(from - _before, to + _after);
        entries.RemoveAll(entry => !entry.BlocksAt(now) || entry.Owner == query.Ignored);
        _all = Sessions.Of(entries);
        _withoutHolds = entries.RemoveAll(entry => entry.By == OccupiedBy.Hold) > 0 ? Sessions.Of(entries) : _all;
    }

    public Unavailability? UnavailabilityAt(long start, out int places)
    {
        var unavailability = UnavailabilityAt(start, _all, out places);
        return unavailability is null || _withoutHolds == _all || UnavailabilityAt(start, _withoutHolds, out _) is not null ? unavailability : Unavailability.Held;
    }

    private Unavailability? UnavailabilityAt(long start, Sessions sessions, out int places)
    {
        var (from, until) = (start - _before, start + _after);
        if (_query.IsGroup && sessions.Find(_query.Service.Id, start) is { } session)
        {
            places = _query.Service.Capacity - session.Seats;
            return UnavailabilityToJoin(session, from, until, sessions.Concurrent, places);
        }

        var free = _capacity - sessions.Concurrent.Peak(from, until);
        places = _query.IsGroup ? _query.Service.Capacity : free;
        return free < 1 ? Unavailability.Taken : null;
    }

    // The session's own time is blocked already. But it may have been booked with other buffers than the service has now, so only the
    // difference must be free.
    private Unavailability? UnavailabilityToJoin(BookedSession session, long from, long until, ConcurrentSessions concurrent, int places) => places switch
    {
        < 1 => Unavailability.Taken,
        _ when concurrent.Peak(from, session.From) >= _capacity || concurrent.Peak(session.Until, until) >= _capacity => Unavailability.Taken,
        _ when places < _query.Quantity => Unavailability.NotEnoughPlaces,
        _ => null,
    };
}
