using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;
using NodaTime.Calendars;

namespace BookingEngine.Tests.Availability;

/// <summary>A slow reference implementation of booking limits. It shares no code with the engine.</summary>
internal static class CountedOneByOne
{
    public static bool Exceeds(ImmutableArray<BookingLimit>? limits, IReadOnlyCollection<CountedTime> times, CountedTime wanted) =>
        limits is { } given && given.Any(limit => Exceeds(limit, times, wanted));

    private static bool Exceeds(BookingLimit limit, IReadOnlyCollection<CountedTime> times, CountedTime wanted)
    {
        var inPeriod = times.Where(t => PeriodOf(limit.Per, t.Day) == PeriodOf(limit.Per, wanted.Day)).ToList();
        var own = inPeriod.FindAll(t => t.Id == wanted.Id);
        inPeriod.RemoveAll(t => t.Id == wanted.Id);
        if (own.Count == 0 && inPeriod.Count + 1 > limit.Count)
        {
            return true;
        }

        if (own.Count > 0 && own[^1].Length >= wanted.Length)
        {
            return false;
        }

        // The first booking of a session counts its time.
        HashSet<CountedSession> sessions = [];
        var minutes = inPeriod.Append(wanted).Where(t => t.Session is not { } session || sessions.Add(session)).Sum(t => t.Length.TotalMinutes);
        return minutes > limit.Minutes;
    }

    private static (int, int, int) PeriodOf(LimitPeriod per, LocalDate day) => per switch
    {
        LimitPeriod.Day => (day.Year, day.Month, day.Day),
        LimitPeriod.Week => (WeekYearRules.Iso.GetWeekYear(day), WeekYearRules.Iso.GetWeekOfWeekYear(day), 0),
        _ => (day.Year, day.Month, 0),
    };
}
