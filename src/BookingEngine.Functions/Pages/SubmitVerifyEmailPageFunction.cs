using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Users;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Pages;

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitVerifyEmailPageFunction(HttpEdge edge, PageLooks looks, VerifyEmailHandler handler, SignInAttempts attempts) : IHttpFunction
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

        var look = await looks.OfAsync(call);
        if (handler.UserOf(form.Token) is not { } user)
        {
            return VerifyEmailPageFunction.Invalid(look);
        }

        return form.NewPassword.Length > 0 && PasswordInputs.ErrorOf(look, form.NewPassword) is { } error
            ? VerifyEmailPageFunction.Form(look, StatusCodes.Status422UnprocessableEntity, form.Token, error)
            : await VerifyAsync(form, user, look, call);
    }

    private Task<IResult> VerifyAsync(VerifyEmailForm form, UserId user, PageLook look, ApiCall call)
    {
        var command = new VerifyEmail(form.Token, form.Password, form.NewPassword.Length > 0 ? form.NewPassword : null);
        return attempts.AnswerAsync(
            call, user, () => handler.HandleAsync(command, call.Command, call.Cancellation), _ => Done(look), refusal =>
                refusal == VerifyEmailHandler.InvalidToken ? VerifyEmailPageFunction.Invalid(look) : VerifyEmailPageFunction.Form(
                    look, StatusCodes.Status422UnprocessableEntity, form.Token,
                    look.Texts[refusal == VerifyEmailHandler.WrongPassword ? "page.password.wrong" : "page.password.is_address"]));
    }

    private static HtmlPage Done(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status200OK, look.Texts["page.verify.done.title"], look.Texts["page.verify.done.text"]);
}
