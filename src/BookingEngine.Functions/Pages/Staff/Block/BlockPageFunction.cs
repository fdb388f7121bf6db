using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Staff.Block;

/// <summary>The page that blocks time.</summary>
public sealed class BlockPageFunction(PageEdge edge, BlockPage page) : IHttpFunction
{
    public static string Name => "StaffBlockPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read, Role.Staff, Role.Admin);

    public static Operation? Operation => null;

    [Function("PageStaffBlock")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "staff/time-off")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<BlockPageFunction>(request, context, async visit => await page.ShowAsync(visit, StatusCodes.Status200OK, MonthChoice.Text(request, "resource")));
}
