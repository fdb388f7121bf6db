using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Staff.Guests;

/// <summary>The page to book for a guest.</summary>
public sealed class GuestPageFunction(PageEdge edge, GuestPages pages) : IHttpFunction
{
    public static string Name => "StaffGuestPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read, Role.Staff, Role.Admin);

    public static Operation? Operation => null;

    [Function("PageStaffGuest")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "staff/new")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<GuestPageFunction>(request, context, async visit => await pages.ShowAsync(visit, GuestChoice.Of(request)));
}
