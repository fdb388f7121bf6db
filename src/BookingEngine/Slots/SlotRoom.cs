using BookingEngine.Slots.Occupied;

namespace BookingEngine.Slots;

/// <summary>Whether a resource has room for one more booking at a start, by what takes its time.</summary>
internal sealed class SlotRoom
{
    private readonly SlotQuery _terms;
    private readonly int _capacity;
    private readonly long _before, _after;
    private readonly Sessions _all;

    // As it would be without holds; the same where there are none.
    private readonly Sessions _firm;

    /// <param name="from">The first start that will be asked for.</param>
    /// <param name="to">The last one at most.</param>
    public SlotRoom(SlotQuery terms, ResourceOccupancy calendar, long from, long to)
    {
        var (service, now) = (terms.Service, terms.Now.ToUnixTimeTicks());
        (_terms, _capacity) = (terms, calendar.Resource.Capacity);
        _before = service.BufferBefore.BclCompatibleTicks;
        _after = (service.Duration + service.BufferAfter).BclCompatibleTicks;
        var entries = calendar.Occupied.Between(from - _before, to + _after);
        entries.RemoveAll(entry => !entry.TakesTimeAt(now) || entry.Id == terms.Ignored);
        _all = Sessions.Of(entries);
        _firm = entries.RemoveAll(entry => entry.By == OccupiedBy.Hold) > 0 ? Sessions.Of(entries) : _all;
    }

    public Unavailability? UnavailabilityAt(long start, out int places)
    {
        var unavailability = UnavailabilityAt(start, _all, out places);
        return unavailability is null || _firm == _all || UnavailabilityAt(start, _firm, out _) is not null ? unavailability : Unavailability.Held;
    }

    private Unavailability? UnavailabilityAt(long start, Sessions sessions, out int places)
    {
        var (from, until) = (start - _before, start + _after);
        if (_terms.IsGroup && sessions.Find(_terms.Service.Id, start) is { } session)
        {
            places = _terms.Service.Capacity - session.Seats;
            return UnavailabilityToJoin(session, from, until, sessions.AtOnce, places);
        }

        var free = _capacity - sessions.AtOnce.Peak(from, until);
        places = _terms.IsGroup ? _terms.Service.Capacity : free;
        return free < 1 ? Unavailability.Taken : null;
    }

    // Its time is taken already: only what it grows by, having been made with other times than the service has now, must be free.
    private Unavailability? UnavailabilityToJoin(BookedSession session, long from, long until, ConcurrentSessions atOnce, int places) => places switch
    {
        < 1 => Unavailability.Taken,
        _ when atOnce.Peak(from, session.From) >= _capacity || atOnce.Peak(session.Until, until) >= _capacity => Unavailability.Taken,
        _ when places < _terms.Quantity => Unavailability.NotEnoughPlaces,
        _ => null,
    };
}
