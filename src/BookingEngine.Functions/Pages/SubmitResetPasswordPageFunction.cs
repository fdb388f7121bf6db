using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Pages;

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitResetPasswordPageFunction(HttpEdge edge, PageLooks looks, ResetPasswordHandler handler, SignInAttempts attempts) : IHttpFunction
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
        if (PasswordInputs.ErrorOf(look, form.NewPassword) is { } error)
        {
            return ResetPasswordPageFunction.Form(look, StatusCodes.Status422UnprocessableEntity, form.Token, error);
        }

        var outcome = await handler.HandleAsync(new(form.Token, form.NewPassword), call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var user))
        {
            return refusal == ResetPasswordHandler.InvalidToken
                ? ResetPasswordPageFunction.Invalid(look)
                : ResetPasswordPageFunction.Form(look, StatusCodes.Status422UnprocessableEntity, form.Token, look.Texts["page.password.is_address"]);
        }

        await attempts.ClearAsync(user, call.Cancellation);
        return Done(look);
    }

    private static HtmlPage Done(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status200OK, look.Texts["page.reset.done.title"], look.Texts["page.reset.done.text"]);
}
