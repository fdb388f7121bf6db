using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>A booking or hold that counts against booking limits.</summary>
/// <param name="Day">The local date of its start, where it takes place.</param>
/// <param name="Session">The session of a group service; null if it has its time to itself.</param>
public readonly record struct CountedTime(Guid Id, LocalDate Day, Duration Length, CountedSession? Session = null)
{
    /// <param name="sessionOf">The service or resource that tells its session from others.</param>
    internal static CountedTime Of(OccupiedSlot entry, LocalDate day, string sessionOf) =>
        new(entry.Owner, day, entry.End - entry.Start, entry.Shared ? new CountedSession(sessionOf, entry.Start) : null);
}

/// <summary>A session of a group service.</summary>
/// <param name="Of">The service, or the resource.</param>
public readonly record struct CountedSession(string Of, Instant Start);
