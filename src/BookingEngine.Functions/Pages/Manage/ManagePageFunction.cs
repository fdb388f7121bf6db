using BookingEngine.Functions.Guests;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>The page that a manage link opens. It shows the appointment and the possible actions. Opening it changes nothing.</summary>
public sealed class ManagePageFunction(HttpEdge edge, ManagedBooking managed, ManagePage page) : IHttpFunction
{
    public static string Name => "ManageForm";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageManage")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ManagePageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call) =>
        call.Request.Query["token"] is [{ Length: > 0 } token] && await managed.OpenAsync(call, token) is { } booking
            ? await page.ShowAsync(call, StatusCodes.Status200OK, booking, token, error: null)
            : await page.ShowInvalidAsync(call);
}
