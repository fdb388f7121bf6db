using BookingEngine.Catalogue;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>A booking or hold in a calendar: its time, and what decisions need.</summary>
public sealed record CalendarEntry(
    Guid Id, OccupiedBy By, ServiceId ServiceId, Instant Start, Instant End, Duration BufferBefore, Duration BufferAfter,
    int Quantity, bool Shared, bool Blocks, Instant? Expires, BookingState State)
    : OccupiedSlot(Id, By, ServiceId, Start, End, BufferBefore, BufferAfter, Quantity, Shared, Blocks, Expires);
