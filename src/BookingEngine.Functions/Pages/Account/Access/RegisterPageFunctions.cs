using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Administration;
using BookingEngine.Users.Verification;

namespace BookingEngine.Functions.Pages.Account.Access;

/// <summary>The page to make an account.</summary>
public sealed class RegisterPageFunction(PageEdge edge) : IHttpFunction
{
    public static string Name => "RegisterPage";

    public static Policy Policy { get; } = Policy.OpenPage(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageRegister")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/register")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RegisterPageFunction>(request, context, visit => Task.FromResult<IResult>(RegisterForm.Page(visit, StatusCodes.Status200OK, RegisterForm.Empty)));
}

/// <summary>Handles the form of the page, by the handler of the route.</summary>
public sealed class SubmitRegisterPageFunction(PageEdge edge, RegisterUserHandler handler, FirstAdminHandler firstAdmin, VerificationPolicy verification) : IHttpFunction
{
    public static string Name => "RegisterSubmit";

    public static Policy Policy { get; } = Policy.OpenPage(RateLimitName.Register);

    public static Operation? Operation => null;

    [Function("PageRegisterSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/register")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitRegisterPageFunction, RegisterForm>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(PageVisit visit, RegisterForm form, FieldErrors errors)
    {
        var call = visit.Call;
        if (form.Email is not { } email || form.Name is not { } name || errors.Problem is not null || form.PasswordErrorOf(visit.Look) is not null)
        {
            return RegisterForm.Page(visit, StatusCodes.Status422UnprocessableEntity, form);
        }

        await firstAdmin.EnsureForAsync(email.Value, call.Command, call.Cancellation);
        var command = new RegisterUser(email, name, form.NewPassword) { Locale = visit.Look.Language };
        return (await handler.HandleAsync(command, call.Command, call.Cancellation)).IsRefused(out _, out _)
            ? RegisterForm.Page(visit, StatusCodes.Status422UnprocessableEntity, form, "register.taken")
            : visit.Notice(
                StatusCodes.Status200OK, "register.done.title",
                $"<p>{visit.Text(verification.IsRequired ? "register.done.verify" : "register.done")}</p>"
                    + $"<p><a class=\"button\" href=\"{HtmlPage.Encode(ReturnAddress.With(ReturnAddress.SignIn, AccountLayout.Home))}\">{visit.Text("sign_in.button")}</a></p>");
    }
}

/// <param name="Email">Null if it is no mail address.</param>
/// <param name="Name">Null if it is no name.</param>
/// <param name="EnteredEmail">As it was entered.</param>
/// <param name="EnteredName">As it was entered.</param>
public sealed record RegisterForm(EmailAddress? Email, string? Name, string NewPassword, string EnteredEmail, string EnteredName) : IRequest<RegisterForm>
{
    internal static RegisterForm Empty { get; } = new(null, null, "", "", "");

    public static RegisterForm Read(RequestFields fields)
    {
        var (email, name) = (fields.Optional("email").AnyText() ?? "", fields.Optional("full_name").AnyText() ?? "");
        var read = name.Trim().Length == 0 ? null : fields.FullName("full_name");
        return new(EmailAddress.TryParse(email), read, fields.Optional("new_password").AnyText() ?? "", email, name);
    }

    /// <summary>Null if the password is allowed.</summary>
    internal string? PasswordErrorOf(PageLook look) => PasswordInputs.ErrorOf(look, NewPassword)
        ?? (Email is { } email && PasswordRules.IsAddressOf(NewPassword, email) ? look.Texts["page.password.is_address"] : null);

    /// <param name="error">The key of the text that says what is wrong with the form as a whole; null for nothing.</param>
    internal static HtmlPage Page(PageVisit visit, int status, RegisterForm form, string? error = null)
    {
        var isNew = status == StatusCodes.Status200OK;
        var password = isNew || form.PasswordErrorOf(visit.Look) is not { } wrong ? null : HtmlPage.Encode(wrong);
        return visit.Page(
            status, visit.Look.Texts["register.title"],
            AccountLayout.Error(visit, error) + visit.Form(
                AccountLayout.Register,
                AccountInputs.Text(visit, "full_name", "book.name", "text", "name", UserFields.MaximumName, form.EnteredName, isNew || form.Name is not null ? null : visit.Text("book.error.name"))
                + AccountInputs.Text(visit, "email", "book.email", "email", "email", EmailAddress.MaximumLength, form.EnteredEmail, isNew || form.Email is not null ? null : visit.Text("book.error.email"))
                + AccountInputs.NewPassword(visit, password) + $"<button type=\"submit\">{visit.Text("register.button")}</button>")
            + $"<p class=\"hint\"><a href=\"{ReturnAddress.SignIn}\">{visit.Text("sign_in.button")}</a></p>");
    }
}
