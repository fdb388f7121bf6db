using BookingEngine.Calendars.Events;
using NodaTime;

namespace BookingEngine.Calendars;

/// <summary>The time of a booking.</summary>
public sealed record BookingSpan(BookingId Id, Instant Start, Instant End);
