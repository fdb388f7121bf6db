namespace BookingEngine.Calendars;

/// <summary>A refusal that lists the bookings that conflict with the request.</summary>
public sealed record ConflictingBookings(string Code, string Detail, IReadOnlyList<BookingSpan> Bookings)
    : Refusal(RefusalKind.Conflict, Code, Detail);
