using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>The booking as a file for a calendar. It has the id of the entry in the mails, so a calendar shows one of both.</summary>
public sealed class EntryPageFunction(HttpEdge edge, ManagedBooking managed, ManagePage page, PageLooks looks, EntryFiles files) : IHttpFunction
{
    public static string Name => "ManageEntry";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageManageEntry")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/entry")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<EntryPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call) =>
        MonthChoice.Text(call.Request, "token") is { } token && await managed.OpenAsync(call, token) is { } booking
            ? await files.OfAsync(call, await looks.OfAsync(call), booking)
            : await page.ShowInvalidAsync(call);
}
