using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Users.EmailChanges;

namespace BookingEngine.Functions.Pages;

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitChangeEmailPageFunction(HttpEdge edge, PageLooks looks, ConfirmEmailChangeHandler handler) : IHttpFunction
{
    public static string Name => "ChangeEmailSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageChangeEmailSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "change-email")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SubmitChangeEmailPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, _, problem) = await call.ReadFormAsync<ChangeEmailForm>();
        if (form is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(form.Token, call.Command, call.Cancellation);
        var look = await looks.OfAsync(call);
        return outcome.Refusal is null ? Done(look) : ChangeEmailPageFunction.Invalid(look);
    }

    private static HtmlPage Done(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status200OK, look.Texts["page.change_email.done.title"], look.Texts["page.change_email.done.text"]);
}
