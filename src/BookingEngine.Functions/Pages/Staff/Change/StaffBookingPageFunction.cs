using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Staff.Change;

/// <summary>A booking, and what can be done with it.</summary>
public sealed class StaffBookingPageFunction(PageEdge edge, StaffBookings bookings, StaffBookingPage page) : IHttpFunction
{
    public static string Name => "StaffBookingPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read, Role.Staff, Role.Admin);

    public static Operation? Operation => null;

    [Function("PageStaffBooking")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "staff/bookings/{id}")] HttpRequest request, string id, FunctionContext context) =>
        edge.RunAsync<StaffBookingPageFunction>(request, context, async visit =>
            BookingAnswer.ReadId(id) is { } booking && await bookings.FindAsync(visit.Call, booking) is { } shown
                ? await page.ShowAsync(visit, StatusCodes.Status200OK, shown)
                : StaffLayout.NotFound(visit));
}
