using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Users.Verification;

namespace BookingEngine.Functions.Pages;

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitVerifyEmailPageFunction(HttpEdge edge, PageLooks looks, VerifyEmailHandler handler) : IHttpFunction
{
    public static string Name => "VerifyEmailSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageVerifyEmailSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "verify-email")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SubmitVerifyEmailPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, _, problem) = await call.ReadFormAsync<VerifyEmailForm>();
        if (form is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(form.Token, call.Command, call.Cancellation);
        var look = await looks.OfAsync(call);
        return outcome.Refusal is null ? Done(look) : VerifyEmailPageFunction.Invalid(look);
    }

    private static HtmlPage Done(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status200OK, look.Texts["page.verify.done.title"], look.Texts["page.verify.done.text"]);
}
