using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Users;
using BookingEngine.Users.Passwords;

namespace BookingEngine.Functions.Pages;

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitResetPasswordPageFunction(HttpEdge edge, PageLooks looks, ResetPasswordHandler handler) : IHttpFunction
{
    public static string Name => "ResetPasswordSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Reset);

    public static Operation? Operation => null;

    [Function("PageResetPasswordSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reset-password")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<SubmitResetPasswordPageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, _, problem) = await call.ReadFormAsync<ResetPasswordForm>();
        if (form is null)
        {
            return problem!;
        }

        var look = await looks.OfAsync(call);
        if (!PasswordRules.IsAllowed(form.NewPassword))
        {
            return ResetPasswordPageFunction.Form(look, StatusCodes.Status422UnprocessableEntity, form.Token, look.Texts["page.reset.error"]);
        }

        var outcome = await handler.HandleAsync(new(form.Token, form.NewPassword), call.Command, call.Cancellation);
        return outcome.Refusal is null ? Done(look) : ResetPasswordPageFunction.Invalid(look);
    }

    private static HtmlPage Done(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status200OK, look.Texts["page.reset.done.title"], look.Texts["page.reset.done.text"]);
}
