using System.Collections.Concurrent;
using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Hours;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Tests.Availability;

/// <summary>A slow reference implementation of the slot rules. It marks each minute of ten days as open, on the grid, off or taken, and looks a start
/// up there. It shares no code with the engine.</summary>
internal sealed class MinuteByMinute
{
    private const int Begin = -5 * 1_440, Length = 10 * 1_440;
    private static readonly ConcurrentDictionary<(string, (string, LocalDate)), LocalDateTime[]> Clocks = [];

    private readonly RandomCase _case;
    private readonly bool[] _grid = new bool[Length], _off = new bool[Length], _elsewhere = new bool[Length];

    // The stretch of dates at one place: their first dates, the clocks there; by minute the place, and where it is open (0: nowhere).
    private readonly List<(LocalDate First, LocalDateTime[] Clock)> _stretches = [];
    private readonly int[] _place = new int[Length], _open = new int[Length];
    private readonly Instant _origin;

    public MinuteByMinute(RandomCase given)
    {
        _case = given;
        _origin = given.Midnight + Duration.FromMinutes(Begin);
        AddStretches();
        for (var date = given.Day.Date.PlusDays(-4); date < given.Day.Date.PlusDays(4); date = date.PlusDays(1))
        {
            Mark(date);
        }

        foreach (var off in given.Calendar.Resource.TimeOff)
        {
            Fill(_off, MinuteOf(off.From), MinuteOf(off.To));
        }

        foreach (var (from, to) in given.Calendar.External.Intervals)
        {
            Fill(_elsewhere, MinuteOf(Instant.FromUnixTimeTicks(from)), MinuteOf(Instant.FromUnixTimeTicks(to)));
        }
    }

    public (Unavailability? Reason, int Places) Check(Instant instant)
    {
        var (service, now, start) = (_case.Terms.Service, _case.Terms.Now, MinuteOf(instant));
        var minutes = Enumerable.Range(start, (int)service.Duration.TotalMinutes).ToArray();
        var clock = ClockAt(start);
        var date = clock[start].Date;
        return instant switch
        {
            _ when instant <= now => (Unavailability.InThePast, 0),
            _ when date < service.ValidFrom || date >= service.ValidTo => (Unavailability.OutsideValidity, 0),
            _ when _open[start] == 0 || minutes.Any(m => _open[m] != _open[start] || _off[m]) => (Unavailability.Closed, 0),
            _ when !_grid[start] => (Unavailability.OffGrid, 0),
            _ when instant - now < service.MinimumNotice || date < clock[MinuteOf(now)].Date.PlusDays(service.MinimumNoticeDays) => (Unavailability.Notice, 0),
            _ when instant - now > service.Horizon => (Unavailability.Horizon, 0),
            _ when _case.Terms.Limits is { } limits && (limits.Active || limits.Days.Contains(date)) => (Unavailability.Limit, 0),
            _ when _case.Terms.Limits?.Busy.Any(b => b.Start < instant + service.Duration && instant < b.End) is true => (Unavailability.Busy, 0),
            _ when ExceedsLimit(instant, date) => (Unavailability.BookingLimit, 0),
            _ when minutes.Any(m => _elsewhere[m]) => (Unavailability.External, 0),
            _ => Room(instant),
        };
    }

    private LocalDateTime[] ClockAt(int minute) => _stretches[_open[minute] > 0 ? _open[minute] - 1 : _place[minute]].Clock;

    private bool ExceedsLimit(Instant instant, LocalDate day)
    {
        var (service, limits) = (_case.Terms.Service, _case.RandomLimits);
        var wanted = new CountedTime(_case.Terms.Ignored ?? Guid.Empty, day, service.Duration);
        var booked = _case.Calendar.Occupied.All.Where(e => e.Expires is null || _case.Terms.Now < e.Expires)
            .Select(e => new CountedTime(
                e.Id, ClockAt(MinuteOf(e.Start))[MinuteOf(e.Start)].Date, e.End - e.Start, e.Shared ? new CountedSession(e.ServiceId.Value, e.Start) : null));
        CountedSession? SessionIn(string of) => service.Capacity > 1 ? new CountedSession(of, instant) : null;
        return CountedOneByOne.Exceeds(limits.OfService, limits.Counted, wanted with { Session = SessionIn(_case.Calendar.Resource.Id.Value) })
            || CountedOneByOne.Exceeds(limits.OfResource, [.. booked], wanted with { Session = SessionIn(service.Id.Value) });
    }

    private (Unavailability? Reason, int Places) Room(Instant start)
    {
        var blocking = _case.Calendar.Occupied.All
            .Where(e => e.Blocks && (e.Expires is null || _case.Terms.Now < e.Expires) && e.Id != _case.Terms.Ignored).ToList();
        var (unavailability, places) = Room(start, blocking);
        var firm = blocking.Where(e => e.By != OccupiedBy.Hold).ToList();
        return unavailability is not null && firm.Count < blocking.Count && Room(start, firm).Reason is null ? (Unavailability.Held, places) : (unavailability, places);
    }

    private (Unavailability? Reason, int Places) Room(Instant start, List<OccupiedSlot> blocking)
    {
        var (service, capacity) = (_case.Terms.Service, _case.Calendar.Resource.Capacity);
        var sessions = blocking.GroupBy(e => e.Shared ? $"{e.ServiceId} {e.Start}" : $"{e.Id}").Select(g => g.ToList()).ToList();
        var own = service.Capacity > 1 ? sessions.Find(s => s[0].Shared && s[0].Start == start && s[0].ServiceId == service.Id) : null;
        var (most, mostWhereNew) = (0, 0);
        for (var at = start - service.BufferBefore; at < start + service.Duration + service.BufferAfter; at += Duration.FromMinutes(1))
        {
            var others = sessions.Count(session => Takes(session, at));
            most = Math.Max(most, others);
            mostWhereNew = own is not null && Takes(own, at) ? mostWhereNew : Math.Max(mostWhereNew, others);
        }

        var seats = service.Capacity - (own?.Sum(e => e.Quantity) ?? 0);
        Unavailability? unavailability = mostWhereNew >= capacity || seats < 1 ? Unavailability.Taken
            : seats < _case.Terms.Quantity ? Unavailability.NotEnoughPlaces : null;
        return (unavailability, service.Capacity > 1 ? seats : capacity - most);
    }

    private static bool Takes(List<OccupiedSlot> session, Instant at) =>
        session.Exists(e => e.Start - e.BufferBefore <= at && at < e.End + e.BufferAfter);

    // A place begins with its first date there.
    private void AddStretches()
    {
        LocationId? at = null;
        for (var date = _case.Day.Date.PlusDays(-6); date < _case.Day.Date.PlusDays(6); date = date.PlusDays(1))
        {
            if (LocationOn(date) is var location && location != at)
            {
                var zone = _case.ZoneOf(location);
                var clock = Clocks.GetOrAdd((zone.Id, _case.Day), _ =>
                    [.. Enumerable.Range(0, Length).Select(m => (_origin + Duration.FromMinutes(m)).InZone(zone).LocalDateTime)]);
                Array.Fill(_place, _stretches.Count, FirstMinuteOf(date, clock), Length - FirstMinuteOf(date, clock));
                _stretches.Add((date, clock));
                at = location;
            }
        }
    }

    private static int FirstMinuteOf(LocalDate date, LocalDateTime[] clock) => Array.FindIndex(clock, c => c.Date >= date) is var first && first < 0 ? Length : first;

    private void Mark(LocalDate date)
    {
        var stretch = _stretches.FindLastIndex(s => s.First <= date);
        var clock = _stretches[stretch].Clock;
        var next = Array.FindIndex(clock, c => c >= date.PlusDays(1).AtMidnight());
        var leaves = stretch == _stretches.Count - 1 ? Length : FirstMinuteOf(_stretches[stretch + 1].First, clock);
        foreach (var interval in HoursOn(date) ?? [])
        {
            var start = Array.FindIndex(clock, c => c >= At(date, interval.Start));
            var end = Math.Min(leaves, LastMinuteAt(At(interval.End < interval.Start ? date.PlusDays(1) : date, interval.End), clock));
            end = OverrideOn(date.PlusDays(1)) is null ? end : Math.Min(end, next);
            CloseEarlierPlaces(start < end ? start : Length, stretch);
            for (var m = start; m < end; m++)
            {
                _open[m] = stretch + 1;
                _grid[m] |= (m - start) % (int)_case.Terms.Service.SlotInterval.TotalMinutes == 0;
            }
        }
    }

    // When a place opens, those of earlier dates close.
    private void CloseEarlierPlaces(int minute, int stretch)
    {
        for (var m = minute; m < Length; m++)
        {
            (_open[m], _grid[m]) = _open[m] is 0 || _open[m] == stretch + 1 ? (_open[m], _grid[m]) : (0, false);
        }
    }

    // When the clock skips that minute, the next existing one.
    private static int LastMinuteAt(LocalDateTime time, LocalDateTime[] clock) => Array.FindLastIndex(clock, c => c == time) switch
    {
        < 0 => 1 + Array.FindLastIndex(clock, c => c < time),
        var minute => minute,
    };

    private IEnumerable<HoursInterval>? HoursOn(LocalDate date) =>
        OverrideOn(date)?.Intervals ?? WeekOn(date)[(int)date.DayOfWeek - 1];

    private ImmutableArray<ImmutableArray<HoursInterval>> WeekOn(LocalDate date) => (_case.Calendar.Resource.Hours.Seasons ?? [])
        .Where(season => season.From <= date && season.To > date).Select(season => season.Weekly).Append(_case.Calendar.Resource.Hours.Weekly).First();

    private LocationId LocationOn(LocalDate date) => (_case.Calendar.Resource.Placements ?? [])
        .Where(placement => placement.From <= date && placement.To > date).Select(placement => placement.LocationId)
        .Append(_case.Calendar.Resource.LocationId).First();

    private HoursOverride? OverrideOn(LocalDate date) => _case.Calendar.Resource.Hours.Overrides.FirstOrDefault(on => on.Date == date);

    private static LocalDateTime At(LocalDate date, TimeOfDay time) => date.AtMidnight().PlusMinutes(time.Minutes);

    private static void Fill(bool[] minutes, int from, int to)
    {
        for (var m = from; m < to; m++)
        {
            minutes[m] = true;
        }
    }

    private int MinuteOf(Instant instant) => (int)(instant - _origin).TotalMinutes;
}
