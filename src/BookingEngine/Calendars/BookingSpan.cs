using BookingEngine.Calendars.Events;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>A booking as a calendar knows it.</summary>
public sealed record BookingSpan(BookingId Id, Instant Start, Instant End);
