using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Rezoning;

/// <summary>The local time that was agreed for a booking, and what the newest rules of its zone make of it.</summary>
public static class AgreedTime
{
    /// <summary>The time of the last event that set one; null if there is none.</summary>
    /// <param name="events">Of one booking, in order.</param>
    public static BookedInterval? Of(IEnumerable<RecordedEvent> events) => events.Select(e => TimeOf(e.Event)).LastOrDefault(time => time is not null);

    /// <summary>The instant of the local time by the newest rules. A time that now occurs twice keeps its instant if that is one of the two.</summary>
    /// <returns>The instant, or the reason why there is none.</returns>
    public static (Instant? Start, string? Conflict) Resolve(BookedInterval agreed, DateTimeZone zone) => LocalTimes.Candidates(agreed.LocalStart, zone) switch
    {
        [] => (null, LocalTimes.Invalid),
        [var only] => (only, null),
        var both => both.Contains(agreed.Start) ? (agreed.Start, null) : (null, LocalTimes.Ambiguous),
    };

    /// <summary>Whether a release of the zone data is older than another. Their names are a year and a letter.</summary>
    public static bool IsOlder(string version, string than) => string.CompareOrdinal(version, than) < 0;

    private static BookedInterval? TimeOf(IDomainEvent domainEvent) => domainEvent switch
    {
        BookingMade e => new BookedInterval(e.Start, e.End, e.LocalStart, e.TimeZone, e.ZoneData),
        BookingRescheduled e => e.Time,
        MoveReserved e => e.Time,
        BookingRezoned e => e.Time,
        _ => null,
    };
}

/// <summary>A booking whose local time is another instant by the newest rules, or has none.</summary>
/// <param name="Start">Null if there is none, or if there are two.</param>
/// <param name="Conflict">Why it stays, whatever the calendar says; null for no reason.</param>
public sealed record ShiftedBooking(Booking Booking, BookedInterval Agreed, Instant? Start, string? Conflict)
{
    /// <summary>The time that keeps its local time. Only without a conflict.</summary>
    internal BookedInterval TimeNow => new(
        Start!.Value, Start.Value + (Booking.End - Booking.Slot), Agreed.LocalStart, Agreed.TimeZone, ZoneData.Version);

    /// <summary>Bookings in this order do not stand in each other's way: of those that become earlier the first moves first, of those that become later the last.</summary>
    internal Duration Order => Start < Booking.Slot ? Booking.Slot - NodaConstants.UnixEpoch : NodaConstants.UnixEpoch - Booking.Slot;
}

/// <summary>Why a booking with a new instant stays where it is.</summary>
internal static class RezoneConflicts
{
    public const string Taken = "taken", Notice = "notice";
}
