using System.Runtime.InteropServices;
using BookingEngine.Catalogue;

namespace BookingEngine.Slots.Occupied;

/// <summary>One booking, or all bookings of a group service at one start. It has the widest buffers of its bookings.</summary>
internal readonly record struct BookedSession(ServiceId ServiceId, long Start, long From, long Until, bool Shared, int Seats)
{
    public static BookedSession Of(OccupiedSlot entry) =>
        new(entry.ServiceId, entry.StartTicks, entry.BlockedFrom, entry.BlockedUntil, entry.Shared, entry.Quantity);

    public BookedSession With(OccupiedSlot entry) => this with
    {
        From = Math.Min(From, entry.BlockedFrom),
        Until = Math.Max(Until, entry.BlockedUntil),
        Seats = Seats + entry.Quantity,
    };
}

/// <summary>Groups slots into sessions, by start, and counts simultaneous ones.</summary>
internal sealed class Sessions
{
    private readonly List<BookedSession> _sessions;
    private int _first;

    private Sessions(List<BookedSession> sessions)
    {
        _sessions = sessions;
        Concurrent = ConcurrentSessions.Of(CollectionsMarshal.AsSpan(sessions));
    }

    public ConcurrentSessions Concurrent { get; }

    /// <param name="entries">Ordered by start.</param>
    public static Sessions Of(List<OccupiedSlot> entries)
    {
        List<BookedSession> sessions = new(entries.Count);
        foreach (var entry in entries)
        {
            var index = entry.Shared ? IndexOf(sessions, entry) : -1;
            if (index < 0)
            {
                sessions.Add(BookedSession.Of(entry));
            }
            else
            {
                sessions[index] = sessions[index].With(entry);
            }
        }

        return new Sessions(sessions);
    }

    /// <summary>The group session of the service at that start; null for none. Fastest if asked for rising times.</summary>
    public BookedSession? Find(ServiceId service, long start)
    {
        if (_first > 0 && _sessions[_first - 1].Start >= start)
        {
            _first = 0;
        }

        while (_first < _sessions.Count && _sessions[_first].Start < start)
        {
            _first++;
        }

        for (var i = _first; i < _sessions.Count && _sessions[i].Start == start; i++)
        {
            if (_sessions[i].Shared && _sessions[i].ServiceId == service)
            {
                return _sessions[i];
            }
        }

        return null;
    }

    private static int IndexOf(List<BookedSession> sessions, OccupiedSlot entry)
    {
        for (var i = sessions.Count - 1; i >= 0 && sessions[i].Start == entry.StartTicks; i--)
        {
            if (sessions[i].Shared && sessions[i].ServiceId == entry.ServiceId)
            {
                return i;
            }
        }

        return -1;
    }
}
