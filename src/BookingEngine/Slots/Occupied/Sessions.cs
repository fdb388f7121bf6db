using System.Runtime.InteropServices;
using BookingEngine.Catalogue;

namespace BookingEngine.Slots.Occupied;

/// <summary>One booking, or all of a group service at one start. Its buffers are the widest of theirs.</summary>
internal readonly record struct BookedSession(ServiceId ServiceId, long Start, long From, long Until, bool Shared, int Seats)
{
    public static BookedSession Of(OccupiedSlot entry) =>
        new(entry.ServiceId, entry.StartTicks, entry.TakenFrom, entry.TakenUntil, entry.Shared, entry.Quantity);

    public BookedSession With(OccupiedSlot entry) => this with
    {
        From = Math.Min(From, entry.TakenFrom),
        Until = Math.Max(Until, entry.TakenUntil),
        Seats = Seats + entry.Quantity,
    };
}

/// <summary>The sessions that entries make up, by start, and how many there are at once.</summary>
internal sealed class Sessions
{
    private readonly List<BookedSession> _sessions;
    private int _first;

    private Sessions(List<BookedSession> sessions)
    {
        _sessions = sessions;
        AtOnce = ConcurrentSessions.Of(CollectionsMarshal.AsSpan(sessions));
    }

    public ConcurrentSessions AtOnce { get; }

    /// <param name="entries">By start.</param>
    public static Sessions Of(List<OccupiedSlot> entries)
    {
        List<BookedSession> sessions = new(entries.Count);
        foreach (var entry in entries)
        {
            var joined = entry.Shared ? IndexOf(sessions, entry) : -1;
            if (joined < 0)
            {
                sessions.Add(BookedSession.Of(entry));
            }
            else
            {
                sessions[joined] = sessions[joined].With(entry);
            }
        }

        return new Sessions(sessions);
    }

    /// <summary>The group session of the service at that start, if there is one. Questions about rising times cost least.</summary>
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
