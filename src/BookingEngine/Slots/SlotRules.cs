using BookingEngine.Hours;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>Whether a start can be booked, for the search and the command alike. Made for a range of starts and asked for one after the
/// other, quickest in rising order.</summary>
internal sealed class SlotRules
{
    private readonly OpeningIntervals _openings;
    private readonly TimeOffPeriods _timesOff;
    private readonly SlotRoom _room;
    private readonly ReachedLimits? _limits;
    private readonly DateTimeZone _zone;
    private readonly long _now, _earliest, _latest, _duration, _step;

    private SlotRules(SlotQuery terms, ResourceOccupancy calendar, long from, long to)
    {
        var (service, resource) = (terms.Service, calendar.Resource);
        (_limits, _zone, _now) = (terms.Limits, calendar.Zone, SlotRange.Ticks(terms.Now));
        _earliest = _now + service.MinimumNotice.BclCompatibleTicks;
        _latest = service.Horizon is { } horizon ? _now + horizon.BclCompatibleTicks : long.MaxValue;
        (_duration, _step) = (service.Duration.BclCompatibleTicks, service.SlotInterval.BclCompatibleTicks);
        _openings = OpeningIntervals.Between(resource.Hours, calendar.Zone, from, to + _duration);
        _timesOff = new TimeOffPeriods(resource.TimeOff, from, to + _duration);
        _room = new SlotRoom(terms, calendar, from, to);
    }

    /// <param name="from">The first start that will be asked for.</param>
    /// <param name="to">The last one at most.</param>
    public static SlotRules Of(SlotQuery terms, ResourceOccupancy calendar, long from, long to) => new(terms, calendar, from, to);

    public List<long> GridStarts(long from, long to) => _openings.GridStarts(_step, from, to);

    /// <param name="places">How many are left where there is no unavailability.</param>
    public Unavailability? UnavailabilityAt(long start, out int places)
    {
        places = 0;
        return UnavailabilityByTime(start) ?? _room.UnavailabilityAt(start, out places);
    }

    private Unavailability? UnavailabilityByTime(long start) => start switch
    {
        _ when start <= _now => Unavailability.InThePast,
        _ when !_openings.Covers(start, start + _duration) || _timesOff.Overlaps(start, start + _duration) => Unavailability.Closed,
        _ when !_openings.HasOnGrid(start, _step) => Unavailability.OffGrid,
        _ when start < _earliest => Unavailability.Notice,
        _ when start > _latest => Unavailability.Horizon,
        _ when _limits?.Bar(start, _zone) is true => Unavailability.Limit,
        _ => null,
    };
}
