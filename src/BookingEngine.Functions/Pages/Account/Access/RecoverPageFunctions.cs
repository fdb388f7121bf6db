using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users;
using BookingEngine.Users.Passwords;

namespace BookingEngine.Functions.Pages.Account.Access;

/// <summary>The page for who has forgotten the password.</summary>
public sealed class RecoverPageFunction(PageEdge edge) : IHttpFunction
{
    public static string Name => "RecoverPage";

    public static Policy Policy { get; } = Policy.OpenPage(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageRecover")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/recover")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RecoverPageFunction>(request, context, visit => Task.FromResult<IResult>(RecoverForm.Page(visit, StatusCodes.Status200OK, "")));
}

/// <summary>Handles the form of the page. Does the same work and gives the same answer for known and unknown addresses.</summary>
public sealed class SubmitRecoverPageFunction(PageEdge edge, RecoverPasswordHandler handler) : IHttpFunction
{
    public static string Name => "RecoverSubmit";

    public static Policy Policy { get; } = Policy.OpenPage(RateLimitName.Recover);

    public static Operation? Operation => null;

    [Function("PageRecoverSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/recover")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitRecoverPageFunction, RecoverForm>(request, context, (visit, form, _) => AnswerAsync(visit, form));

    private async Task<IResult> AnswerAsync(PageVisit visit, RecoverForm form)
    {
        if (EmailAddress.TryParseKnown(form.Email) is not { } email)
        {
            return RecoverForm.Page(visit, StatusCodes.Status422UnprocessableEntity, form.Email);
        }

        await handler.HandleAsync(email, visit.Call.Command, visit.Call.Cancellation);
        return visit.Notice(StatusCodes.Status200OK, "page.manage.erase.sent.title", $"<p>{visit.Text("recover.done")}</p>");
    }
}

public sealed record RecoverForm(string Email) : IRequest<RecoverForm>
{
    public static RecoverForm Read(RequestFields fields) => new(fields.Optional("email").AnyText() ?? "");

    internal static HtmlPage Page(PageVisit visit, int status, string email) => visit.Page(
        status, visit.Look.Texts["recover.title"],
        $"<p>{visit.Text("recover.text")}</p>" + visit.Form(
            AccountLayout.Recover,
            AccountInputs.Text(visit, "email", "book.email", "email", "username", EmailAddress.MaximumLength, email, status == StatusCodes.Status200OK ? null : visit.Text("book.error.email"))
            + $"<button type=\"submit\">{visit.Text("recover.button")}</button>")
        + $"<p class=\"hint\"><a href=\"{ReturnAddress.SignIn}\">{visit.Text("sign_in.button")}</a></p>");
}
