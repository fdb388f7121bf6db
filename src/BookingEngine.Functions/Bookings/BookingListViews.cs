namespace BookingEngine.Functions.Bookings;

public sealed record BookingListView(IReadOnlyList<BookingView> Bookings);

[Shape("BookingList", "Bookings by slot, then by id.")]
public sealed record BookingPageView(
    [property: Field("The bookings.")] IReadOnlyList<BookingView> Bookings,
    [property: Field(
        "The cursor of the next page. Null on the last page. Omitted for the caller's own bookings without `limit`.",
        IsOptional = true)] string? NextCursor);
