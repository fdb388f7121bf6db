using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Staff.ClosedDays;

/// <summary>The page with closed days. Only administrators change locations.</summary>
public sealed class ClosedDaysPageFunction(PageEdge edge, ClosedDaysPage page) : IHttpFunction
{
    public static string Name => "StaffClosedDaysPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read, Role.Admin);

    public static Operation? Operation => null;

    [Function("PageStaffClosedDays")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "staff/closed-days")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ClosedDaysPageFunction>(
            request, context, async visit => await page.ShowAsync(visit, StatusCodes.Status200OK, MonthChoice.Text(request, "location")));
}
