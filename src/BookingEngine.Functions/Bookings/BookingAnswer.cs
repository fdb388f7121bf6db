using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.Functions.Bookings;

/// <summary>What routes of one booking have in common.</summary>
internal static class BookingAnswer
{
    /// <summary>Null for what is no booking's id.</summary>
    public static BookingId? ReadId(string id) => Guid.TryParseExact(id, "D", out var value) ? new BookingId(value) : null;

    /// <summary>Runs a command on the booking of a route and answers with what it is then.</summary>
    public static async Task<IResult> OfAsync(string id, Func<BookingId, Task<Outcome<Booking>>> run) =>
        ReadId(id) is not { } booking ? Problem.Of(BookingRefusals.Unknown)
        : (await run(booking)).IsRefused(out var refusal, out var changed) ? Problem.Of(refusal)
        : Results.Json(BookingView.Of(changed), BookingsJson.Default.BookingView);
}
