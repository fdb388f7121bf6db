namespace BookingEngine.Slots.Occupied;

/// <summary>How many sessions take time of a resource at once, buffers included, over time: a sweep over their beginnings and ends. What ends
/// at an instant is gone when the next begins there.</summary>
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

    /// <summary>The most at once within the span; 0 for an empty one. Questions about rising times cost least.</summary>
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
        for (int begun = 0, ended = 0; ended < ends.Length; steps++)
        {
            var at = begun < begins.Length ? Math.Min(begins[begun], ends[ended]) : ends[ended];
            for (; begun < begins.Length && begins[begun] == at; begun++)
            {
            }

            for (; ended < ends.Length && ends[ended] == at; ended++)
            {
            }

            (from[steps], count[steps]) = (at, begun - ended);
        }

        return new ConcurrentSessions(from, count, steps);
    }

    // To the last step that begins at the instant or before it; -1 where none does.
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
