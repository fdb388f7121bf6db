using System.Collections.Immutable;
using BookingEngine.Times;

namespace BookingEngine.Hours;

/// <summary>A resource's time off within a range, joined, by start. Fastest if asked for rising times.</summary>
internal sealed class TimeOffPeriods
{
    private readonly List<(long From, long To)> _periods = [];
    private int _first;

    public TimeOffPeriods(ImmutableArray<TimeOff> timeOff, long from, long to)
    {
        foreach (var (begin, end) in InRange(timeOff, from, to))
        {
            if (_periods is [.., var last] && begin <= last.To)
            {
                _periods[^1] = (last.From, Math.Max(last.To, end));
            }
            else
            {
                _periods.Add((begin, end));
            }
        }
    }

    public bool Overlaps(long start, long end)
    {
        if (_first > 0 && _periods[_first - 1].To > start)
        {
            _first = 0;
        }

        while (_first < _periods.Count && _periods[_first].To <= start)
        {
            _first++;
        }

        return _first < _periods.Count && _periods[_first].From < end;
    }

    private static List<(long From, long To)> InRange(ImmutableArray<TimeOff> timeOff, long from, long to)
    {
        List<(long From, long To)> periods = [];
        foreach (var off in timeOff)
        {
            var (begin, end) = (SlotRange.Ticks(off.From), SlotRange.Ticks(off.To));
            if (begin < end && begin < to && end > from)
            {
                periods.Add((begin, end));
            }
        }

        periods.Sort();
        return periods;
    }
}
