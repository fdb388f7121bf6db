namespace BookingEngine.Bookings.Lists;

/// <param name="Next">The sort key to go on from; null at the end.</param>
public sealed record BookingPage(IReadOnlyList<ListedBooking> Listed, string? Next)
{
    public IReadOnlyList<Booking> Bookings => [.. Listed.Select(listed => listed.Booking)];
}
