using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots.Occupied;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>What decisions about a booking or hold need besides its time.</summary>
/// <param name="TimeZone">The zone of its local time.</param>
public sealed record BookingState(UserId UserId, BookingStatus Status, string TimeZone, BookingTerms Terms)
{
    /// <summary>The move that brought it into this calendar; null where it was made here.</summary>
    public MoveId? Arrival { get; init; }

    /// <summary>For a time that is reserved by a transfer: where the booking still is. Null for a booking that is here.</summary>
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
        Guid id, ServiceId service, Instant start, Instant end, int quantity, Instant? expires, BookingState state) => new CalendarEntry(
        id, state.By, service, start, end, state.Terms.BufferBefore, state.Terms.BufferAfter, quantity, state.Terms.Shared, state.Blocks, expires, state);

    private OccupiedBy By => UnderWay is null ? Status.OccupiedBy : OccupiedBy.Move;

    private bool Blocks => !Status.IsCalledOff && (Terms.PendingBlocks || Status.OccupiedBy is not OccupiedBy.Pending);
}

/// <summary>A transfer that has not ended.</summary>
/// <param name="Since">When it began. It has no events from before.</param>
public sealed record PendingTransfer(ResourceId From, Instant Since);

/// <summary>A booking or hold in its calendar: the time that it takes, and what decisions about it need.</summary>
public sealed record CalendarEntry(
    Guid Id, OccupiedBy By, ServiceId ServiceId, Instant Start, Instant End, Duration BufferBefore, Duration BufferAfter,
    int Quantity, bool Shared, bool Blocks, Instant? Expires, BookingState State)
    : OccupiedSlot(Id, By, ServiceId, Start, End, BufferBefore, BufferAfter, Quantity, Shared, Blocks, Expires);

public static class OccupiedSlotChanges
{
    extension(OccupiedSlot entry)
    {
        /// <summary>Every slot of a calendar is one of its entries.</summary>
        public BookingState State => ((CalendarEntry)entry).State;

        /// <summary>The same entry with another state.</summary>
        public OccupiedSlot As(BookingState state) =>
            BookingState.EntryOf(entry.Id, entry.ServiceId, entry.Start, entry.End, entry.Quantity, entry.Expires, state);

        /// <summary>The same entry at another time.</summary>
        public OccupiedSlot At(BookedInterval time) => BookingState.EntryOf(
            entry.Id, entry.ServiceId, time.Start, time.End, entry.Quantity, entry.Expires, entry.State with { TimeZone = time.TimeZone });
    }
}
