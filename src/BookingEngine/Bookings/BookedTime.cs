using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>A booking as a calendar knows it.</summary>
public sealed record BookedTime(BookingId Id, Instant Start, Instant End);
