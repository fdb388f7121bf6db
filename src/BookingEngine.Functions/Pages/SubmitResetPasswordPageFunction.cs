using BookingEngine.Users;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Pages;

/// <summary>Handles the form of the page.</summary>
public sealed class SubmitResetPasswordPageFunction(HttpEdge edge, ResetPasswordHandler handler, SignInAttempts attempts) : IHttpFunction
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

        if (PasswordRules.ErrorOf(form.NewPassword) is { } error)
        {
            return ResetPasswordPageFunction.Form(StatusCodes.Status422UnprocessableEntity, form.Token, $"The password {error}.");
        }

        var outcome = await handler.HandleAsync(new(form.Token, form.NewPassword), call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var user))
        {
            return refusal == ResetPasswordHandler.InvalidToken
                ? ResetPasswordPageFunction.Invalid
                : ResetPasswordPageFunction.Form(StatusCodes.Status422UnprocessableEntity, form.Token, refusal.Detail);
        }

        await attempts.ClearAsync(user, call.Cancellation);
        return Done;
    }

    private static HtmlPage Done { get; } = new(
        StatusCodes.Status200OK, "Your password is changed", "<p>You have been signed out everywhere. Sign in with the new password.</p>");
}
