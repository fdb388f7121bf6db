using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>What later decisions about a booking, or a hold, ask for besides its time.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="TimeZone">In which its local time was agreed on.</param>
public sealed record BookingState(UserId UserId, BookingStatus Status, string TimeZone, BookingTerms Terms)
{
    /// <summary>The move that brought it into this calendar; null where it was made here.</summary>
    public MoveId? Arrival { get; init; }

    /// <summary>Of one whose time is only kept for it: where it still is, until that calendar decides; null for one that is here.</summary>
    public PendingTransfer? UnderWay { get; init; }

    internal static OccupiedSlot EntryOf(BookingMade e) => EntryOf(
        e.BookingId.Value, e.ServiceId, e.Start, e.End, e.Quantity, null,
        new BookingState(e.UserId, e.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed, e.TimeZone, e.Terms));

    internal static OccupiedSlot EntryOf(HoldPlaced e) => EntryOf(
        e.HoldId, e.ServiceId, e.Time.Start, e.Time.End, e.Quantity, e.Expires,
        new BookingState(e.UserId, BookingStatus.Held, e.Time.TimeZone, e.Terms));

    internal static OccupiedSlot EntryOf(MoveReserved e, Instant at) => EntryOf(
        e.BookingId.Value, e.ServiceId, e.Time.Start, e.Time.End, e.Quantity, null,
        new BookingState(e.UserId, e.Status, e.Time.TimeZone, e.Terms) { Arrival = e.MoveId, UnderWay = new PendingTransfer(e.From, at) });

    /// <param name="expires">Of a hold.</param>
    internal static OccupiedSlot EntryOf(
        Guid id, ServiceId service, Instant start, Instant end, int quantity, Instant? expires, BookingState facts) => new CalendarEntry(
        id, facts.By, service, start, end, facts.Terms.BufferBefore, facts.Terms.BufferAfter, quantity, facts.Terms.Shared, facts.Blocks, expires, facts);

    private OccupiedBy By => Status switch
    {
        _ when UnderWay is not null => OccupiedBy.Move,
        BookingStatus.Pending => OccupiedBy.Pending,
        BookingStatus.Held => OccupiedBy.Hold,
        _ => OccupiedBy.Booking,
    };

    private bool Blocks => Status switch
    {
        BookingStatus.Pending => Terms.PendingBlocks,
        BookingStatus.Cancelled or BookingStatus.Declined => false,
        _ => true,
    };
}

/// <summary>A move that has not come to its end yet.</summary>
/// <param name="Since">When it began: nothing of it was recorded earlier.</param>
public sealed record PendingTransfer(ResourceId From, Instant Since);

/// <summary>A booking or hold as its calendar keeps it: the time that it takes, and what decisions about it ask for.</summary>
public sealed record CalendarEntry(
    Guid Id, OccupiedBy By, ServiceId ServiceId, Instant Start, Instant End, Duration BufferBefore, Duration BufferAfter,
    int Quantity, bool Shared, bool Blocks, Instant? Expires, BookingState State)
    : OccupiedSlot(Id, By, ServiceId, Start, End, BufferBefore, BufferAfter, Quantity, Shared, Blocks, Expires);

public static class OccupiedSlotChanges
{
    extension(OccupiedSlot entry)
    {
        /// <summary>Every slot of a calendar is an entry of it.</summary>
        public BookingState State => ((CalendarEntry)entry).State;

        /// <summary>The same with other facts, and what follows from them.</summary>
        public OccupiedSlot As(BookingState facts) =>
            BookingState.EntryOf(entry.Id, entry.ServiceId, entry.Start, entry.End, entry.Quantity, entry.Expires, facts);

        /// <summary>The same at another time.</summary>
        public OccupiedSlot At(BookedInterval time) => BookingState.EntryOf(
            entry.Id, entry.ServiceId, time.Start, time.End, entry.Quantity, entry.Expires, entry.State with { TimeZone = time.TimeZone });
    }
}
