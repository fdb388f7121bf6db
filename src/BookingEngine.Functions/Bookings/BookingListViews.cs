namespace BookingEngine.Functions.Bookings;

public sealed record BookingListView(IReadOnlyList<BookingView> Bookings);

[Shape("BookingList", "Bookings by slot, then by id.")]
public sealed record BookingPageView(
    [property: Field("The bookings.")] IReadOnlyList<BookingView> Bookings,
    [property: Field("Where to go on; null at the end. Answered but for one's own bookings without `limit`.", IsOptional = true)] string? NextCursor);
