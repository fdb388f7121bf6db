using BookingEngine.Calendars.Events;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>A booking in its calendar.</summary>
/// <param name="MovedBy">The move that took it to another calendar; null if it was not moved away.</param>
public sealed record CalendarBooking(OccupiedSlot Entry, MoveId? MovedBy)
{
    public BookingId Id => new(Entry.Id);

    public BookingState State => Entry.State;

    public EarlierTime Time => new(Entry.Start, Entry.End, State.TimeZone);

    /// <summary>Whether this calendar decides about it. False after it moved away, and while it is moving here.</summary>
    public bool IsHere => MovedBy is null && State.PendingTransfer is null;

    /// <summary>Whether it is expected to take place.</summary>
    public bool IsActive => State.Status.IsActive;

    /// <summary>Whether it is here as it was read before: a decision over several calendars goes by what was read.</summary>
    internal bool IsAs(CalendarBooking read) =>
        IsHere && Time == read.Time && State.Status == read.State.Status && State.Shared?.DecisionId == read.State.Shared?.DecisionId && State.UserId == read.State.UserId;

    /// <summary>Whether it is too late for its customer to cancel or move it. Exactly at the notice is in time. Without a notice, the limit
    /// is the start.</summary>
    public bool IsTooLate(Duration? notice, Instant now) => notice is { } length ? now > Entry.Start - length : now >= Entry.Start;
}
