using System.Collections.Concurrent;
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
    private static readonly ConcurrentDictionary<(string, LocalDate), LocalDateTime[]> Clocks = [];

    private readonly RandomCase _case;
    private readonly LocalDateTime[] _clock;
    private readonly bool[] _open = new bool[Length], _grid = new bool[Length], _off = new bool[Length];
    private readonly Instant _origin;

    public MinuteByMinute(RandomCase given)
    {
        _case = given;
        _origin = given.Midnight + Duration.FromMinutes(Begin);
        _clock = Clocks.GetOrAdd(given.Day, _ =>
            [.. Enumerable.Range(0, Length).Select(m => (_origin + Duration.FromMinutes(m)).InZone(given.Calendar.Zone).LocalDateTime)]);
        for (var date = given.Day.Date.PlusDays(-4); date < given.Day.Date.PlusDays(4); date = date.PlusDays(1))
        {
            Mark(date);
        }

        foreach (var off in given.Calendar.Resource.TimeOff)
        {
            Fill(_off, MinuteOf(off.From), MinuteOf(off.To));
        }
    }

    public (Unavailability? Reason, int Places) Check(Instant instant)
    {
        var (service, now, start) = (_case.Terms.Service, _case.Terms.Now, MinuteOf(instant));
        var minutes = Enumerable.Range(start, (int)service.Duration.TotalMinutes).ToArray();
        return instant switch
        {
            _ when instant <= now => (Unavailability.InThePast, 0),
            _ when minutes.Any(m => !_open[m] || _off[m]) => (Unavailability.Closed, 0),
            _ when !_grid[start] => (Unavailability.OffGrid, 0),
            _ when instant - now < service.MinimumNotice => (Unavailability.Notice, 0),
            _ when instant - now > service.Horizon => (Unavailability.Horizon, 0),
            _ when _case.Terms.Limits is { } limits && (limits.Active || limits.Days.Contains(_clock[start].Date)) => (Unavailability.Limit, 0),
            _ when _case.Terms.Limits?.Busy.Any(b => b.Start < instant + service.Duration && instant < b.End) is true => (Unavailability.Busy, 0),
            _ when ExceedsLimit(instant, _clock[start].Date) => (Unavailability.BookingLimit, 0),
            _ => Room(instant),
        };
    }

    private bool ExceedsLimit(Instant instant, LocalDate day)
    {
        var (service, limits) = (_case.Terms.Service, _case.RandomLimits);
        var wanted = new CountedTime(_case.Terms.Ignored ?? Guid.Empty, day, service.Duration);
        var booked = _case.Calendar.Occupied.All.Where(e => e.Expires is null || _case.Terms.Now < e.Expires)
            .Select(e => new CountedTime(
                e.Id, e.Start.InZone(_case.Calendar.Zone).Date, e.End - e.Start, e.Shared ? new CountedSession(e.ServiceId.Value, e.Start) : null));
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

    private void Mark(LocalDate date)
    {
        var next = Array.FindIndex(_clock, c => c >= date.PlusDays(1).AtMidnight());
        foreach (var interval in HoursOn(date) ?? [])
        {
            var start = Array.FindIndex(_clock, c => c >= At(date, interval.Start));
            var end = LastMinuteAt(At(interval.End < interval.Start ? date.PlusDays(1) : date, interval.End));
            end = OverrideOn(date.PlusDays(1)) is null ? end : Math.Min(end, next);
            Fill(_open, start, end);
            for (var m = start; m < end; m += (int)_case.Terms.Service.SlotInterval.TotalMinutes)
            {
                _grid[m] = true;
            }
        }
    }

    // When the clock skips that minute, the next existing one.
    private int LastMinuteAt(LocalDateTime time) => Array.FindLastIndex(_clock, c => c == time) switch
    {
        < 0 => 1 + Array.FindLastIndex(_clock, c => c < time),
        var minute => minute,
    };

    private IEnumerable<HoursInterval>? HoursOn(LocalDate date) =>
        OverrideOn(date)?.Intervals ?? _case.Calendar.Resource.Hours.Weekly[(int)date.DayOfWeek - 1];

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
