namespace BookingEngine.Functions.Bookings;

public sealed record BookingListView(IReadOnlyList<BookingView> Bookings);

public sealed record BookingPageView(IReadOnlyList<BookingView> Bookings, string? NextCursor);
