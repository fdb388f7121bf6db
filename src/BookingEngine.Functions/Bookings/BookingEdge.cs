using BookingEngine.Bookings;

namespace BookingEngine.Functions.Bookings;

/// <summary>The outermost layer of a command on one booking. It reads the booking while the caller's session is read.</summary>
public sealed class BookingEdge(HttpEdge edge, BookingFinder finder)
{
    /// <param name="id">Of the route.</param>
    public Task RunAsync<TFunction>(HttpRequest request, string id, FunctionContext context, Func<ApiCall, Task<IResult>> answer)
        where TFunction : IHttpFunction => edge.RunAsync<TFunction>(request, context, answer, early: call =>
        {
            if (BookingAnswer.ReadId(id) is { } booking)
            {
                finder.Begin(booking, call.Documents, call.Cancellation);
            }
        });
}
