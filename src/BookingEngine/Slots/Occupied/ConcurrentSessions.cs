namespace BookingEngine.Slots.Occupied;

/// <summary>The number of simultaneous sessions of a resource over time, including buffers. A session that ends at an instant does not
/// overlap one that begins then.</summary>
internal sealed class ConcurrentSessions
{
    private readonly long[] _from;
    private readonly int[] _count;
    private readonly int _steps;
    private int _step = -1;

    private ConcurrentSessions(long[] from, int[] count, int steps) => (_from, _count, _steps) = (from, count, steps);

    /// <param name="begins">Of each session, in any order. The method sorts it, and <paramref name="ends"/>.</param>
    public static ConcurrentSessions Of(Span<long> begins, Span<long> ends)
    {
        Sort(begins);
        Sort(ends);
        return Sweep(begins, ends);
    }

    /// <summary>The maximum within the period; 0 for an empty period. Fastest if asked for rising times.</summary>
    public int Peak(long from, long until)
    {
        Seek(from);
        var peak = 0;
        for (var i = Math.Max(0, _step); i < _steps && _from[i] < until; i++)
        {
            peak = Math.Max(peak, _count[i]);
        }

        return from < until ? peak : 0;
    }

    // Sessions come by start, so nearly all are sorted already.
    private static void Sort(Span<long> times)
    {
        for (var i = 1; i < times.Length; i++)
        {
            if (times[i] < times[i - 1])
            {
                times.Sort();
                return;
            }
        }
    }

    private static ConcurrentSessions Sweep(ReadOnlySpan<long> begins, ReadOnlySpan<long> ends)
    {
        var (from, count, steps) = (new long[2 * begins.Length], new int[2 * begins.Length], 0);
        for (int started = 0, ended = 0; ended < ends.Length; steps++)
        {
            var at = started < begins.Length ? Math.Min(begins[started], ends[ended]) : ends[ended];
            for (; started < begins.Length && begins[started] == at; started++)
            {
            }

            for (; ended < ends.Length && ends[ended] == at; ended++)
            {
            }

            (from[steps], count[steps]) = (at, started - ended);
        }

        return new ConcurrentSessions(from, count, steps);
    }

    // Finds the last step that begins at or before the instant; -1 if there is none.
    private void Seek(long instant)
    {
        if (_step >= 0 && _from[_step] > instant)
        {
            _step = -1;
        }

        while (_step + 1 < _steps && _from[_step + 1] <= instant)
        {
            _step++;
        }
    }
}
