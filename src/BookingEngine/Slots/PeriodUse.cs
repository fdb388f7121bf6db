using System.Collections.Immutable;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>What counts in the period that begins on a date, each booking once.</summary>
public delegate IEnumerable<CountedTime> CountedInPeriod(LimitPeriod period, LocalDate firstDay);

/// <summary>How much is booked in each period, and whether one more booking fits. Not thread-safe.</summary>
/// <param name="counted">Called once for each period.</param>
public sealed class PeriodUse(ImmutableArray<BookingLimit> limits, CountedInPeriod counted)
{
    private readonly Dictionary<(LimitPeriod, LocalDate), ImmutableArray<CountedTime>> _periods = [];
    private readonly Dictionary<(LimitPeriod, LocalDate, Guid), Sums> _sums = [];

    /// <summary>Whether the booking would exceed a limit. A booking that is in the period already may move within it, also if a limit was
    /// lowered since.</summary>
    public bool IsExceededBy(in CountedTime wanted)
    {
        foreach (var limit in limits)
        {
            var sums = SumsOf(limit.Per, wanted);
            if (sums.Current is null && sums.Count >= limit.Count)
            {
                return true;
            }

            if (limit.Minutes is { } minutes && !(sums.Current >= wanted.Length) && sums.LengthWith(wanted) > Duration.FromMinutes(minutes))
            {
                return true;
            }
        }

        return false;
    }

    private Sums SumsOf(LimitPeriod period, in CountedTime wanted)
    {
        var firstDay = period.FirstDay(wanted.Day);
        if (_sums.TryGetValue((period, firstDay, wanted.Id), out var sums))
        {
            return sums;
        }

        if (!_periods.TryGetValue((period, firstDay), out var times))
        {
            _periods[(period, firstDay)] = times = [.. counted(period, firstDay)];
        }

        return _sums[(period, firstDay, wanted.Id)] = Sums.Of(times, wanted.Id);
    }

    /// <summary>The sums of a period without one booking.</summary>
    /// <param name="Current">The length of that booking, if it is in the period.</param>
    private sealed record Sums(int Count, Duration Length, HashSet<CountedSession> Sessions, Duration? Current)
    {
        public static Sums Of(ImmutableArray<CountedTime> times, Guid except)
        {
            var (count, length, current) = (0, Duration.Zero, (Duration?)null);
            HashSet<CountedSession> sessions = [];
            foreach (var time in times)
            {
                if (time.Id == except)
                {
                    current = time.Length;
                    continue;
                }

                count++;
                length += time.Session is not { } session || sessions.Add(session) ? time.Length : Duration.Zero;
            }

            return new(count, length, sessions, current);
        }

        public Duration LengthWith(in CountedTime wanted) =>
            wanted.Session is { } session && Sessions.Contains(session) ? Length : Length + wanted.Length;
    }
}
