using BookingEngine.Bookings.Series.Book;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Times;

namespace BookingEngine.Functions.Bookings;

[Shape("Series", "The bookings of a series.")]
public sealed record SeriesView(
    [property: Field("The id of the series.")] Guid SeriesId,
    [property: Field("The bookings, by start.")] IReadOnlyList<BookingView> Bookings,
    [property: Field("The times of the rule that are not booked.")] IReadOnlyList<SkippedTimeView> Skipped)
{
    public static SeriesView Of(BookedSeries booked) =>
        new(booked.Id.Value, [.. booked.Bookings.Select(BookingView.Of)], [.. booked.Skipped.Select(SkippedTimeView.Of)]);
}

[Shape("SeriesChange", "What a command did to several bookings of a series.")]
public sealed record SeriesChangeView(
    [property: Field("The bookings of the scope as they are now.")] IReadOnlyList<BookingView> Bookings,
    [property: Field("Those that should have changed, and did not.")] IReadOnlyList<KeptBookingView> Kept)
{
    public static SeriesChangeView Of(ChangedSeries changed) =>
        new([.. changed.Bookings.Select(BookingView.Of)], [.. changed.Kept.Select(KeptBookingView.Of)]);
}

[Shape("KeptBooking", "A booking of a series that did not change.")]
public sealed record KeptBookingView(
    [property: Field("The booking's id.")] Guid Id,
    [property: Field("The local start that the rule gave it.")] string RecurrenceId,
    [property: Field("As in `SkippedTime`.")] string Reason)
{
    public static KeptBookingView Of(KeptBooking kept) => new(kept.Booking.Id.Value, SlotTime.TextOf(kept.Booking.Occurrence!.Start), kept.Reason);
}
