using BookingEngine.Bookings;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;

namespace BookingEngine.Functions.Bookings;

/// <summary>Answers of routes about one booking.</summary>
internal static class BookingAnswer
{
    /// <summary>Null for a text that is no booking's id.</summary>
    public static BookingId? ReadId(string id) => Guid.TryParseExact(id, "D", out var value) ? new BookingId(value) : null;

    /// <summary>Runs a command on the booking of a route and answers with what it is then.</summary>
    public static async Task<IResult> OfAsync(string id, Func<BookingId, Task<Outcome<Booking>>> run) => ReadId(id) is { } booking
        ? await run(booking).AnswerAsync(BookingView.Of, BookingsJson.Default.BookingView)
        : Problem.Of(BookingRefusals.Unknown);

    /// <summary>Runs a query for the booking of a route and answers with all that is known of it.</summary>
    public static async Task<IResult> ShowAsync(string id, Func<BookingId, Task<Outcome<DetailedBooking>>> run) => ReadId(id) is { } booking
        ? await run(booking).AnswerAsync(BookingView.Of, BookingsJson.Default.BookingView)
        : Problem.Of(BookingRefusals.Unknown);
}
