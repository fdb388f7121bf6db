using BookingEngine.Hours;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>Decides whether a start can be booked, for searches and commands alike. Valid for a range of starts, and fastest if asked in
/// rising order.</summary>
internal sealed class SlotRules
{
    private readonly OpeningIntervals _openings;
    private readonly TimeOffPeriods _timeOff;
    private readonly SlotRoom _room;
    private readonly ReachedLimits? _limits;
    private readonly LocalDateRules? _dates;
    private readonly long _now, _earliest, _latest, _duration, _step;

    private SlotRules(SlotQuery query, ResourceOccupancy calendar, long from, long to)
    {
        var (service, resource) = (query.Service, calendar.Resource);
        (_limits, _now) = (query.Limits, SlotRange.Ticks(query.Now));
        _earliest = _now + service.MinimumNotice.BclCompatibleTicks;
        _latest = service.Horizon is { } horizon ? _now + horizon.BclCompatibleTicks : long.MaxValue;
        (_duration, _step) = (service.Duration.BclCompatibleTicks, service.SlotInterval.BclCompatibleTicks);
        _dates = LocalDateRules.Of(service, SlotRange.Within(query.Now));
        _openings = OpeningIntervals.Between(resource.Hours, calendar.Zones, from, to + _duration);
        _timeOff = new TimeOffPeriods(resource.TimeOff, from, to + _duration);
        _room = new SlotRoom(query, calendar, from, to);
    }

    /// <param name="from">The earliest start to ask for.</param>
    /// <param name="to">The latest start to ask for.</param>
    public static SlotRules Of(SlotQuery query, ResourceOccupancy calendar, long from, long to) => new(query, calendar, from, to);

    public List<long> GridStarts(long from, long to) => _openings.GridStarts(_step, from, to);

    /// <param name="places">How many places are left if the result is null.</param>
    public Unavailability? UnavailabilityAt(long start, out int places)
    {
        places = 0;
        return UnavailabilityByTime(start) ?? _room.UnavailabilityAt(start, out places);
    }

    private DateTimeZone ZoneAt(long start) => _openings.StretchAt(start).Zone;

    private Unavailability? UnavailabilityByTime(long start) => start switch
    {
        _ when start <= _now => Unavailability.InThePast,
        _ when _dates?.AreValidAt(start, ZoneAt(start)) is false => Unavailability.OutsideValidity,
        _ when !_openings.Covers(start, start + _duration) || _timeOff.Overlaps(start, start + _duration) => Unavailability.Closed,
        _ when !_openings.HasOnGrid(start, _step) => Unavailability.OffGrid,
        _ when start < _earliest || _dates?.AreTooSoonAt(start, ZoneAt(start)) is true => Unavailability.Notice,
        _ when start > _latest => Unavailability.Horizon,
        _ when _limits?.Block(start, ZoneAt(start)) is true => Unavailability.Limit,
        _ => null,
    };
}
