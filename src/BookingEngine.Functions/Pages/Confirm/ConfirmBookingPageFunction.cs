using BookingEngine.Functions.Pages.Months;

namespace BookingEngine.Functions.Pages.Confirm;

/// <summary>The page that the mail's link opens. It needs a click, because mail scanners open links, too.</summary>
public sealed class ConfirmBookingPageFunction(HttpEdge edge, ConfirmPage page) : IHttpFunction
{
    public static string Name => "ConfirmBookingForm";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageConfirmBooking")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "confirm-booking")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ConfirmBookingPageFunction>(request, context, call => page.ShowAsync(call, MonthChoice.Text(call.Request, "token") ?? ""));
}

/// <summary>Handles the button of the page.</summary>
public sealed class SubmitConfirmBookingPageFunction(HttpEdge edge, ConfirmPage page) : IHttpFunction
{
    public static string Name => "ConfirmBookingSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageConfirmBookingSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "confirm-booking")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SubmitConfirmBookingPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, _, problem) = await call.ReadFormAsync<ConfirmForm>();
        return form is null ? problem! : await page.SubmitAsync(call, form.Token);
    }
}

public sealed record ConfirmForm(string Token) : IRequest<ConfirmForm>
{
    public static ConfirmForm Read(RequestFields fields) => new(fields.Optional("token").AnyText() ?? "");
}
