using System.Collections.Immutable;
using BookingEngine.Times;

namespace BookingEngine.Hours;

/// <summary>The declared intervals of each date in a range: the override's, else the weekday's, by season.</summary>
internal sealed class OpeningHoursByDate
{
    private readonly OpeningHours _hours;
    private readonly ImmutableArray<HoursInterval>[] _overrides;
    private readonly ImmutableArray<(int From, int To, ImmutableArray<ImmutableArray<HoursInterval>> Weekly)> _seasons = [];

    /// <param name="first">In days since 1970-01-01.</param>
    /// <param name="last">Included.</param>
    public OpeningHoursByDate(OpeningHours hours, int first, int last)
    {
        (_hours, First, Last) = (hours, first, last);
        _overrides = new ImmutableArray<HoursInterval>[last - first + 2]; // an override of the day after the last may cut the last evening
        if (hours.Seasons is { } seasons)
        {
            _seasons = [.. seasons.Select(s => (WallClock.DayOf(s.From), WallClock.DayOf(s.To), s.Weekly)).Where(s => s.Item1 <= last && s.Item2 > first)];
        }

        foreach (var hoursOverride in hours.Overrides)
        {
            var index = WallClock.DayOf(hoursOverride.Date) - first;
            if (index >= 0 && index < _overrides.Length)
            {
                _overrides[index] = hoursOverride.Intervals;
            }
        }
    }

    public int First { get; }

    public int Last { get; }

    public bool IsOverridden(int day) => !_overrides[day - First].IsDefault;

    public ImmutableArray<HoursInterval> On(int day) => IsOverridden(day) ? _overrides[day - First] : WeekOf(day)[WeekdayOf(day)];

    private ImmutableArray<ImmutableArray<HoursInterval>> WeekOf(int day)
    {
        foreach (var (from, to, weekly) in _seasons)
        {
            if (from <= day && day < to)
            {
                return weekly;
            }
        }

        return _hours.Weekly;
    }

    // 1970-01-01 was a Thursday, and the week begins on Monday.
    private static int WeekdayOf(int day) => (((day + 3) % 7) + 7) % 7;
}
