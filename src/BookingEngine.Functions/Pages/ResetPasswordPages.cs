using BookingEngine.Functions.Auth;
using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Pages;

/// <summary>The page that the mail's link opens: it shows a form and changes nothing, so that a mail scanner may open it, too.</summary>
public sealed class ResetPasswordForm(HttpEdge edge) : IHttpFunction
{
    public static Policy Policy => Policy.Open;

    [Function("PageResetPassword")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "reset-password")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ResetPasswordForm>(request, context, call => Task.FromResult<IResult>(
            call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(StatusCodes.Status200OK, token, error: null) : Invalid));

    internal static HtmlPage Invalid { get; } = new(
        StatusCodes.Status400BadRequest, "This link no longer works",
        "<p>It has expired, was used already, or is not whole.</p><p>Ask for a new one where you sign in.</p>");

    internal static HtmlPage Form(int status, string token, string? error) => new(
        status, "Choose a new password",
        $"""
        {(error is null ? "" : $"<p class=\"error\" role=\"alert\">{HtmlPage.Encode(error)}</p>")}
        <form method="post" action="/reset-password">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        <label for="new_password">New password</label>
        <input id="new_password" name="new_password" type="password" autocomplete="new-password" minlength="8" maxlength="128" required autofocus>
        <p class="hint">8 to 128 characters, of any kind.</p>
        <button type="submit">Set password</button>
        </form>
        """);
}

/// <summary>What the form posts to.</summary>
public sealed class ResetPasswordSubmit(HttpEdge edge, ResetPasswordHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Reset);

    [Function("PageResetPasswordSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reset-password")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ResetPasswordSubmit>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, problem) = await FormBody.ReadAsync(call.Request, call.Cancellation);
        if (form is null)
        {
            return problem!;
        }

        var token = form.Text("token", new FieldErrors());
        var password = form.Text("new_password", new FieldErrors());
        if (!UserFields.IsPassword(password))
        {
            return ResetPasswordForm.Form(StatusCodes.Status422UnprocessableEntity, token, "The password must have 8 to 128 characters.");
        }

        var outcome = await handler.HandleAsync(new(token, password), call.Command, call.Cancellation);
        return outcome.Refusal is null ? Done : ResetPasswordForm.Invalid;
    }

    private static HtmlPage Done { get; } = new(
        StatusCodes.Status200OK, "Your password is changed", "<p>You have been signed out everywhere. Sign in with the new password.</p>");
}
