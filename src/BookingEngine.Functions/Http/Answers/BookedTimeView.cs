using BookingEngine.Calendars;

namespace BookingEngine.Functions.Http.Answers;

[Shape("BookedTime", "When a booking is.")]
public sealed record BookedTimeView(
    [property: Field("The booking's id.")] Guid Id,
    [property: Field("When it begins.", Format = "date-time")] string Slot,
    [property: Field("When it ends.", Format = "date-time")] string End)
{
    public static BookedTimeView Of(BookingSpan booked) => new(booked.Id.Value, Rfc3339.Format(booked.Start), Rfc3339.Format(booked.End));
}
