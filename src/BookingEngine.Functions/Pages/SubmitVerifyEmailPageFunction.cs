using BookingEngine.Users;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Pages;

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitVerifyEmailPageFunction(HttpEdge edge, VerifyEmailHandler handler, SignInAttempts attempts) : IHttpFunction
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

        if (handler.UserOf(form.Token) is not { } user)
        {
            return VerifyEmailPageFunction.Invalid;
        }

        return form.NewPassword.Length > 0 && PasswordRules.ErrorOf(form.NewPassword) is { } error
            ? VerifyEmailPageFunction.Form(StatusCodes.Status422UnprocessableEntity, form.Token, $"The password {error}.")
            : await VerifyAsync(form, user, call);
    }

    private async Task<IResult> VerifyAsync(VerifyEmailForm form, UserId user, ApiCall call)
    {
        if (await attempts.CountAsync(user, call.Now, call.Cancellation) is { IsExceeded: true } exceeded)
        {
            return LimitGate.Refusal(exceeded);
        }

        var command = new VerifyEmail(form.Token, form.Password, form.NewPassword.Length > 0 ? form.NewPassword : null);
        var outcome = await handler.HandleAsync(command, call.Command, call.Cancellation);
        if (outcome.Refusal is { } refusal)
        {
            return refusal != VerifyEmailHandler.InvalidToken
                ? VerifyEmailPageFunction.Form(StatusCodes.Status422UnprocessableEntity, form.Token, refusal.Detail)
                : VerifyEmailPageFunction.Invalid;
        }

        await attempts.ClearAsync(user, call.Cancellation);
        return Done;
    }

    private static HtmlPage Done { get; } = new(
        StatusCodes.Status200OK, "Your address is confirmed", "<p>You can sign in now.</p>");
}
