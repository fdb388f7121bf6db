using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Users;
using BookingEngine.Users.EmailChanges;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Pages;

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitChangeEmailPageFunction(HttpEdge edge, PageLooks looks, ConfirmEmailChangeHandler handler, SignInAttempts attempts) : IHttpFunction
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

        var look = await looks.OfAsync(call);
        return handler.UserOf(form.Token) is { } user ? await ConfirmAsync(form, user, look, call) : ChangeEmailPageFunction.Invalid(look);
    }

    private Task<IResult> ConfirmAsync(ChangeEmailForm form, UserId user, PageLook look, ApiCall call) => attempts.AnswerAsync(
        call, user, () => handler.HandleAsync(form.Token, form.Password, call.Command, call.Cancellation), _ => Done(look), refusal =>
            refusal == ConfirmEmailChangeHandler.WrongPassword
                ? ChangeEmailPageFunction.Form(look, StatusCodes.Status422UnprocessableEntity, form.Token, look.Texts["page.password.wrong"])
                : ChangeEmailPageFunction.Invalid(look));

    private static HtmlPage Done(PageLook look) => HtmlPage.Notice(
        look, StatusCodes.Status200OK, look.Texts["page.change_email.done.title"], look.Texts["page.change_email.done.text"]);
}
