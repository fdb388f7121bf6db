using System.Collections.Immutable;
using BookingEngine.Times;

namespace BookingEngine.Hours;

/// <summary>A resource's time off within a range, joined and by start. Questions about rising times cost least.</summary>
internal sealed class TimeOffPeriods
{
    private readonly List<(long From, long To)> _spans = [];
    private int _first;

    public TimeOffPeriods(ImmutableArray<TimeOff> timeOff, long from, long to)
    {
        foreach (var (begin, end) in InRange(timeOff, from, to))
        {
            if (_spans is [.., var last] && begin <= last.To)
            {
                _spans[^1] = (last.From, Math.Max(last.To, end));
            }
            else
            {
                _spans.Add((begin, end));
            }
        }
    }

    public bool Overlap(long start, long end)
    {
        if (_first > 0 && _spans[_first - 1].To > start)
        {
            _first = 0;
        }

        while (_first < _spans.Count && _spans[_first].To <= start)
        {
            _first++;
        }

        return _first < _spans.Count && _spans[_first].From < end;
    }

    private static List<(long From, long To)> InRange(ImmutableArray<TimeOff> timeOff, long from, long to)
    {
        List<(long From, long To)> spans = [];
        foreach (var off in timeOff)
        {
            var (begin, end) = (SlotRange.Ticks(off.From), SlotRange.Ticks(off.To));
            if (begin < end && begin < to && end > from)
            {
                spans.Add((begin, end));
            }
        }

        spans.Sort();
        return spans;
    }
}
