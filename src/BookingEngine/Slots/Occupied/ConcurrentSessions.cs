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

    public static ConcurrentSessions Of(ReadOnlySpan<BookedSession> sessions)
    {
        var (begins, ends) = (new long[sessions.Length], new long[sessions.Length]);
        for (var i = 0; i < sessions.Length; i++)
        {
            (begins[i], ends[i]) = (sessions[i].From, sessions[i].Until);
        }

        Array.Sort(begins);
        Array.Sort(ends);
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

    private static ConcurrentSessions Sweep(long[] begins, long[] ends)
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
