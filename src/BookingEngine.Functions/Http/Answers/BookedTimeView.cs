using BookingEngine.Calendars;
using BookingEngine.Times;

namespace BookingEngine.Functions.Http.Answers;

[Shape("BookedTime", "The time of a booking.")]
public sealed record BookedTimeView(
    [property: Field("The booking's id.")] Guid Id,
    [property: Field("The start.", Format = "date-time")] string Slot,
    [property: Field("The end.", Format = "date-time")] string End)
{
    public static BookedTimeView Of(BookingSpan booked) => new(booked.Id.Value, Rfc3339.Format(booked.Start), Rfc3339.Format(booked.End));
}
