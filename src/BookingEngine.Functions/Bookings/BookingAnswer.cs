using BookingEngine.Bookings;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;

namespace BookingEngine.Functions.Bookings;

internal static class BookingAnswer
{
    /// <summary>Null if the text cannot be a booking's id.</summary>
    public static BookingId? ReadId(string id) => Guid.TryParseExact(id, "D", out var value) ? new BookingId(value) : null;

    /// <summary>Runs a command on the booking of the route. The answer is the booking after it.</summary>
    public static async Task<IResult> OfAsync(string id, Func<BookingId, Task<Outcome<Booking>>> run) =>
        ReadId(id) is { } booking ? await run(booking).AnswerAsync() : Problem.Of(BookingRefusals.Unknown);

    /// <summary>The same for several bookings of a series, if the scope says so.</summary>
    public static async Task<IResult> OfAsync(
        string id, SeriesScope? scope, Func<BookingId, Task<Outcome<Booking>>> run, Func<BookingId, SeriesScope, Task<Outcome<ChangedSeries>>> runScope) =>
        ReadId(id) is { } booking && scope is { } several and not SeriesScope.One ? await runScope(booking, several).AnswerAsync() : await OfAsync(id, run);

    public static Task<IResult> AnswerAsync(this Task<Outcome<Booking>> outcome) => outcome.AnswerAsync(BookingView.Of, BookingsJson.Default.BookingView);

    public static Task<IResult> AnswerAsync(this Task<Outcome<ChangedSeries>> outcome) => outcome.AnswerAsync(BookingView.Of, BookingsJson.Default.BookingView);

    public static Task<IResult> AnswerAsync(this Task<Outcome<DetailedBooking>> outcome) =>
        outcome.AnswerAsync(BookingView.Of, BookingsJson.Default.BookingView);
}
