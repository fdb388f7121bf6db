using BookingEngine.Bookings;

namespace BookingEngine.Functions.Bookings.Book;

/// <summary>A 201 with a new booking, in the JSON that lists have of it: that of its <see cref="BookingView"/>, written without objects.</summary>
/// <param name="location">Its path.</param>
internal sealed class BookedAnswer(Booking booking, string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, json) = (httpContext.Response, ListedBookingJson.Write(booking));
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        response.Headers.Location = location;
        return response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }
}
