using System.Runtime.InteropServices;
using BookingEngine.Times;

namespace BookingEngine.Hours;

/// <summary>A declared interval on a date, as instants in ticks.</summary>
/// <param name="Start">Where its grid begins.</param>
/// <param name="End">Where its grid ends.</param>
/// <param name="OpenUntil">The latest end of a booking: intervals that touch are open as one, at the same place.</param>
/// <param name="Stretch">The place.</param>
internal readonly record struct OpeningInterval(long Start, long End, long OpenUntil, ZoneStretch Stretch);

/// <summary>The declared intervals of a resource that overlap a range, by start. Fastest if asked for rising times.</summary>
internal sealed class OpeningIntervals
{
    private readonly List<OpeningInterval> _openings;
    private readonly ZoneSchedule _zones;

    // Valid hours never overlap. But when clocks go back, an interval may end after the next one begins.
    private readonly bool _overlap;
    private int _first;

    private OpeningIntervals(List<OpeningInterval> openings, ZoneSchedule zones, bool overlap) =>
        (_openings, _zones, _overlap) = (openings, zones, overlap);

    public IReadOnlyList<OpeningInterval> All => _openings;

    public static OpeningIntervals Between(OpeningHours hours, ZoneSchedule zones, long from, long to)
    {
        var openings = OpeningHoursExpansion.Between(hours, zones, from, to);
        return new OpeningIntervals(openings, zones, Join(openings));
    }

    public bool Covers(long start, long end)
    {
        var openings = CollectionsMarshal.AsSpan(_openings);
        for (var i = FirstEndingAfter(start); i < openings.Length && openings[i].Start <= start; i++)
        {
            if (openings[i].OpenUntil >= end)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the resource is: the place whose hours run at that time, else the one that began last.</summary>
    public ZoneStretch StretchAt(long start)
    {
        if (!_zones.IsConstant)
        {
            for (var i = FirstEndingAfter(start); i < _openings.Count && _openings[i].Start <= start; i++)
            {
                if (start < _openings[i].End)
                {
                    return _openings[i].Stretch;
                }
            }
        }

        return _zones.At(start);
    }

    /// <summary>Whether the start is on the grid of an interval. A grid has steps of elapsed time from the interval's start.</summary>
    public bool HasOnGrid(long start, long step)
    {
        for (var i = FirstEndingAfter(start); i < _openings.Count && _openings[i].Start <= start; i++)
        {
            if (start < _openings[i].End && (start - _openings[i].Start) % step == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All starts on the grids within the range, rising, without duplicates.</summary>
    public List<long> GridStarts(long step, long from, long to)
    {
        List<long> starts = new((int)CountGridStarts(step, from, to));
        foreach (var opening in _openings)
        {
            var behind = Math.Max(0, from - opening.Start);
            var until = Math.Min(opening.End, to);
            for (var start = opening.Start + ((behind + step - 1) / step * step); start < until; start += step)
            {
                starts.Add(start);
            }
        }

        return _overlap ? [.. starts.Distinct().Order()] : starts;
    }

    /// <summary>How many starts the grids have within the range, without listing them. Where intervals overlap, it may be more.</summary>
    public long CountGridStarts(long step, long from, long to)
    {
        var count = 0L;
        foreach (var opening in _openings)
        {
            var (first, until) = (Math.Max(0, from - opening.Start), Math.Min(opening.End, to) - opening.Start);
            count += Math.Max(0, ((until + step - 1) / step) - ((first + step - 1) / step));
        }

        return count;
    }

    /// <summary>Sets <see cref="OpeningInterval.OpenUntil"/> of each. Returns whether any overlap.</summary>
    private static bool Join(List<OpeningInterval> openings)
    {
        var overlap = false;
        for (int first = 0, next; first < openings.Count; first = next)
        {
            var until = openings[first].End;
            for (next = first + 1; next < openings.Count && openings[next].Start <= until && openings[next].Stretch == openings[first].Stretch; next++)
            {
                overlap |= openings[next].Start < until;
                until = Math.Max(until, openings[next].End);
            }

            for (var i = first; i < next; i++)
            {
                openings[i] = openings[i] with { OpenUntil = until };
            }
        }

        return overlap;
    }

    private int FirstEndingAfter(long start)
    {
        var openings = CollectionsMarshal.AsSpan(_openings); // without copies of the intervals
        if (_overlap || (_first > 0 && openings[_first - 1].End > start))
        {
            _first = 0;
        }

        while (_first < openings.Length && openings[_first].End <= start)
        {
            _first++;
        }

        return _first;
    }
}
