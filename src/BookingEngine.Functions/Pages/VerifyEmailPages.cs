using BookingEngine.Functions.Http;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Pages;

/// <summary>The page that the mail's link opens. It asks for a click, so that a mail scanner which opens links confirms nothing.</summary>
public sealed class VerifyEmailForm(HttpEdge edge) : IHttpFunction
{
    public static Policy Policy => Policy.Open;

    [Function("PageVerifyEmail")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "verify-email")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<VerifyEmailForm>(request, context, call => Task.FromResult<IResult>(
            call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(token) : Invalid));

    internal static HtmlPage Invalid { get; } = new(
        StatusCodes.Status400BadRequest, "This link no longer works",
        "<p>It has expired, a newer one was sent, or it is not whole.</p><p>Sign in to be sent a new one.</p>");

    private static HtmlPage Form(string token) => new(
        StatusCodes.Status200OK, "Confirm your mail address",
        $"""
        <p>One click, and your account is ready.</p>
        <form method="post" action="/verify-email">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        <button type="submit">Confirm the address</button>
        </form>
        """);
}

/// <summary>What the form posts to.</summary>
public sealed class VerifyEmailSubmit(HttpEdge edge, VerifyEmailHandler handler) : IHttpFunction
{
    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    [Function("PageVerifyEmailSubmit")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "verify-email")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<VerifyEmailSubmit>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (form, problem) = await FormBody.ReadAsync(call.Request, call.Cancellation);
        if (form is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(form.Text("token", new FieldErrors()), call.Command, call.Cancellation);
        return outcome.Refusal is null ? Done : VerifyEmailForm.Invalid;
    }

    private static HtmlPage Done { get; } = new(
        StatusCodes.Status200OK, "Your address is confirmed", "<p>You can sign in now.</p>");
}
