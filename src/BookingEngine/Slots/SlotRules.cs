using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
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
    private readonly BusyTimes _external;
    private readonly PeriodUse? _serviceUse, _resourceUse;
    private readonly SlotQuery _query;
    private readonly ResourceId _resource;
    private readonly LocalDateRules? _dates;
    private readonly long _now, _earliest, _latest, _duration, _whole, _step;

    // Whether only hours, notice and horizon decide when, as for most services.
    private readonly bool _isPlain;

    private SlotRules(SlotQuery query, ResourceOccupancy calendar, long from, long to)
    {
        var (service, resource) = (query.Service, calendar.Resource);
        (_query, _resource, _limits, _now) = (query, resource.Id, query.Limits, SlotRange.Ticks(query.Now));
        (_serviceUse, _resourceUse) = (query.ServiceUse, calendar.UseAt(query.Now));
        _earliest = _now + service.MinimumNotice.BclCompatibleTicks;
        _latest = service.Horizon is { } horizon ? _now + horizon.BclCompatibleTicks : long.MaxValue;
        (_duration, _step) = (service.Duration.BclCompatibleTicks, service.SlotInterval.BclCompatibleTicks);
        _whole = query.Whole?.BclCompatibleTicks ?? _duration;
        _dates = LocalDateRules.Of(service, SlotRange.Within(query.Now));
        _openings = OpeningIntervals.Between(resource.Hours, calendar.Zones, from, to + _duration);
        _timeOff = new TimeOffPeriods(resource.TimeOff, from, to + _duration);
        _room = new SlotRoom(query, calendar, from, to);
        _external = calendar.External;
        _isPlain = _dates is null && _limits is null && _serviceUse is null && _resourceUse is null && _external.IsEmpty;
    }

    /// <param name="from">The earliest start to ask for.</param>
    /// <param name="to">The latest start to ask for.</param>
    public static SlotRules Of(SlotQuery query, ResourceOccupancy calendar, long from, long to) => new(query, calendar, from, to);

    public List<long> GridStarts(long from, long to) => _openings.GridStarts(_step, from, to);

    /// <param name="places">How many places are left if the result is null.</param>
    public Unavailability? UnavailabilityAt(long start, out int places)
    {
        places = 0;
        return UnavailabilityByTime(start, _query.AllowsAnyStart) ?? _room.UnavailabilityAt(start, out places);
    }

    /// <summary>The same for one of <see cref="GridStarts"/>.</summary>
    /// <inheritdoc cref="UnavailabilityAt"/>
    public Unavailability? UnavailabilityOnGrid(long start, out int places)
    {
        places = 0;
        return (IsPlainlyPossible(start) ? null : UnavailabilityByTime(start, isOnGrid: true)) ?? _room.UnavailabilityAt(start, out places);
    }

    /// <param name="until">The present end of the booking.</param>
    public Unavailability? UnavailabilityToExtend(long start, long until) => start switch
    {
        _ when !_openings.Covers(until, start + _duration) || _timeOff.Overlaps(until, start + _duration) => Unavailability.Closed,
        _ when IsLimitExceeded(start) => Unavailability.BookingLimit,
        _ when _external.Overlaps(until, start + _duration) => Unavailability.External,
        _ => _room.UnavailabilityAt(start, out _),
    };

    public bool IsOnGrid(long start) => _openings.HasOnGrid(start, _step);

    private DateTimeZone ZoneAt(long start) => _openings.StretchAt(start).Zone;

    /// <summary>Whether <see cref="UnavailabilityByTime"/> has no reason, found with few questions.</summary>
    private bool IsPlainlyPossible(long start) => _isPlain && start > _now && start >= _earliest && start <= _latest
        && _openings.Covers(start, start + _duration) && !_timeOff.Overlaps(start, start + _duration);

    private Unavailability? UnavailabilityByTime(long start, bool isOnGrid) => start switch
    {
        _ when start <= _now => Unavailability.InThePast,
        _ when _dates?.AreValidAt(start, ZoneAt(start)) is false => Unavailability.OutsideValidity,
        _ when !_openings.Covers(start, start + _duration) || _timeOff.Overlaps(start, start + _duration) => Unavailability.Closed,
        _ when !isOnGrid && !_openings.HasOnGrid(start, _step) => Unavailability.OffGrid,
        _ when start < _earliest || _dates?.AreTooSoonAt(start, ZoneAt(start)) is true => Unavailability.Notice,
        _ when start > _latest => Unavailability.Horizon,
        _ when _limits?.Block(start, ZoneAt(start)) is true => Unavailability.Limit,
        _ when _limits?.AreBusy(start, start + _whole) is true => Unavailability.Busy,
        _ when IsLimitExceeded(start) => Unavailability.BookingLimit,
        _ when _external.Overlaps(start, start + _duration) => Unavailability.External,
        _ => null,
    };

    private bool IsLimitExceeded(long start)
    {
        if (_serviceUse is null && _resourceUse is null)
        {
            return false;
        }

        var at = Instant.FromUnixTimeTicks(start);
        var wanted = new CountedTime(_query.Ignored ?? Guid.Empty, at.InZone(ZoneAt(start)).Date, _query.Whole ?? _query.Service.Duration);
        return _serviceUse?.IsExceededBy(wanted with { Session = _query.SessionAt(_resource.Value, at) }) is true
            || _resourceUse?.IsExceededBy(wanted with { Session = _query.SessionAt(_query.Service.Id.Value, at) }) is true;
    }
}
