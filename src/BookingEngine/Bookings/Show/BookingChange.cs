using BookingEngine.EventSourcing;

namespace BookingEngine.Bookings.Show;

/// <summary>One event of a booking.</summary>
/// <param name="Booking">The booking after the event.</param>
public sealed record BookingChange(RecordedEvent Recorded, Booking Booking)
{
    /// <summary>Null if nobody said, or if the customer was erased.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it had a reason that can no longer be read.</summary>
    public bool IsErased { get; init; }
}
