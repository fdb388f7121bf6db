using System.Buffers;
using BookingEngine.Catalogue;

namespace BookingEngine.Slots.Occupied;

/// <summary>All bookings of a group service at one start. It has the widest buffers of its bookings.</summary>
internal readonly record struct BookedSession(ServiceId ServiceId, long Start, long From, long Until, int Seats)
{
    public static BookedSession Of(OccupiedSlot entry) =>
        new(entry.ServiceId, entry.StartTicks, entry.BlockedFrom, entry.BlockedUntil, entry.Quantity);

    public BookedSession With(OccupiedSlot entry) => this with
    {
        From = Math.Min(From, entry.BlockedFrom),
        Until = Math.Max(Until, entry.BlockedUntil),
        Seats = Seats + entry.Quantity,
    };
}

/// <summary>Groups slots into sessions, by start, and counts simultaneous ones. A slot that is not shared is a session of its own.</summary>
internal sealed class Sessions
{
    private readonly List<BookedSession> _shared;
    private int _first;

    private Sessions(List<BookedSession> shared, ConcurrentSessions concurrent) => (_shared, Concurrent) = (shared, concurrent);

    public ConcurrentSessions Concurrent { get; }

    /// <param name="entries">Ordered by start.</param>
    public static Sessions Of(List<OccupiedSlot> entries)
    {
        var shared = SharedOf(entries);
        var times = ArrayPool<long>.Shared.Rent(2 * entries.Count);
        Span<long> begins = times.AsSpan(0, entries.Count), ends = times.AsSpan(entries.Count);
        var count = Fill(begins, ends, entries, shared);
        var concurrent = ConcurrentSessions.Of(begins[..count], ends[..count]);
        ArrayPool<long>.Shared.Return(times);
        return new Sessions(shared, concurrent);
    }

    /// <summary>The group session of the service at that start; null for none. Fastest if asked for rising times.</summary>
    public BookedSession? Find(ServiceId service, long start)
    {
        if (_first > 0 && _shared[_first - 1].Start >= start)
        {
            _first = 0;
        }

        while (_first < _shared.Count && _shared[_first].Start < start)
        {
            _first++;
        }

        for (var i = _first; i < _shared.Count && _shared[i].Start == start; i++)
        {
            if (_shared[i].ServiceId == service)
            {
                return _shared[i];
            }
        }

        return null;
    }

    private static int Fill(Span<long> begins, Span<long> ends, List<OccupiedSlot> entries, List<BookedSession> shared)
    {
        var count = 0;
        foreach (var entry in entries)
        {
            if (!entry.Shared)
            {
                (begins[count], ends[count++]) = (entry.BlockedFrom, entry.BlockedUntil);
            }
        }

        foreach (var session in shared)
        {
            (begins[count], ends[count++]) = (session.From, session.Until);
        }

        return count;
    }

    private static List<BookedSession> SharedOf(List<OccupiedSlot> entries)
    {
        List<BookedSession> sessions = [];
        foreach (var entry in entries)
        {
            if (!entry.Shared)
            {
                continue;
            }

            var index = IndexOf(sessions, entry);
            if (index < 0)
            {
                sessions.Add(BookedSession.Of(entry));
            }
            else
            {
                sessions[index] = sessions[index].With(entry);
            }
        }

        return sessions;
    }

    private static int IndexOf(List<BookedSession> sessions, OccupiedSlot entry)
    {
        for (var i = sessions.Count - 1; i >= 0 && sessions[i].Start == entry.StartTicks; i--)
        {
            if (sessions[i].ServiceId == entry.ServiceId)
            {
                return i;
            }
        }

        return -1;
    }
}
