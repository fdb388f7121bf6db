using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users.EmailChanges;
using BookingEngine.Users.Enrolment;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Functions.Pages.Account.Profiles;

/// <summary>Handles the form with another mail address. The answer is the same for free and taken ones.</summary>
public sealed class SubmitAccountEmailPageFunction(AccountEdge edge, ProfilePage page, RequestEmailChangeHandler handler, AccountAttempts attempts) : IHttpFunction
{
    public static string Name => "AccountEmailSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.PasswordChange);

    public static Operation? Operation => null;

    [Function("PageAccountEmailSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/profile/email")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitAccountEmailPageFunction, ProfileForm>(request, context, (visit, profile, form, _) => AnswerAsync(visit, profile, form));

    private async Task<IResult> AnswerAsync(PageVisit visit, Profile profile, ProfileForm form)
    {
        var (call, caller) = (visit.Call, visit.Call.Caller);
        return form.Email is not { } email ? await page.ShowAsync(visit, StatusCodes.Status422UnprocessableEntity, profile, "book.error.email")
            : await attempts.AnswerAsync(
                visit, () => handler.HandleAsync(new RequestEmailChange(caller.UserId, caller.SessionId, email, form.Password), call.Command, call.Cancellation),
                _ => "email", _ => page.ShowAsync(visit, StatusCodes.Status422UnprocessableEntity, profile, "page.password.wrong"));
    }
}

/// <summary>Handles the form with another password.</summary>
public sealed class SubmitAccountPasswordPageFunction(AccountEdge edge, ProfilePage page, ChangePasswordHandler handler, AccountAttempts attempts) : IHttpFunction
{
    public static string Name => "AccountPasswordSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.PasswordChange);

    public static Operation? Operation => null;

    [Function("PageAccountPasswordSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/profile/password")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitAccountPasswordPageFunction, ProfileForm>(request, context, (visit, profile, form, _) => AnswerAsync(visit, profile, form));

    private async Task<IResult> AnswerAsync(PageVisit visit, Profile profile, ProfileForm form)
    {
        if (PasswordInputs.ErrorOf(visit.Look, form.NewPassword) is { } error)
        {
            return await page.ShowAsync(visit, StatusCodes.Status422UnprocessableEntity, profile, passwordError: error);
        }

        var (call, caller) = (visit.Call, visit.Call.Caller);
        var command = new ChangePassword(caller.UserId, caller.SessionId, form.Password, form.NewPassword);
        return await attempts.AnswerAsync(
            visit, () => handler.HandleAsync(command, call.Command, call.Cancellation), _ => "password", refusal => page.ShowAsync(
                visit, StatusCodes.Status422UnprocessableEntity, profile,
                refusal == ChangePasswordHandler.OldPasswordIncorrect ? "page.password.wrong" : "page.password.is_address"));
    }
}

/// <summary>Handles the form that removes the second factor.</summary>
public sealed class SubmitAccountFactorPageFunction(AccountEdge edge, ProfilePage page, RemoveSecondFactorHandler handler, AccountAttempts attempts) : IHttpFunction
{
    public static string Name => "AccountFactorSubmit";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Write);

    public static Operation? Operation => null;

    [Function("PageAccountFactorSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/profile/second-factor")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<SubmitAccountFactorPageFunction, ProfileForm>(request, context, (visit, profile, form, _) => AnswerAsync(visit, profile, form));

    private async Task<IResult> AnswerAsync(PageVisit visit, Profile profile, ProfileForm form)
    {
        var (call, caller) = (visit.Call, visit.Call.Caller);
        return await attempts.AnswerAsync(
            visit, () => handler.HandleAsync(new RemoveSecondFactor(caller.UserId, caller.SessionId, form.Password, form.Otp), call.Command, call.Cancellation),
            _ => "factor", refusal => page.ShowAsync(
                visit, StatusCodes.Status422UnprocessableEntity, profile,
                refusal == ChangePasswordHandler.OldPasswordIncorrect ? "page.password.wrong" : "sign_in.code.wrong"));
    }
}
