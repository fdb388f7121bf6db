using BookingEngine.Functions.Fields;
using BookingEngine.Users.Passwords;

namespace BookingEngine.Functions.Users.Passwords;

/// <summary>Does the same work and gives the same answer for known and unknown addresses.</summary>
public sealed class RecoverPasswordFunction(HttpEdge edge, RecoverPasswordHandler handler) : IHttpFunction
{
    public static string Name => "RecoverPassword";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Recover);

    public static Operation Operation => new(
        OperationGroup.Authentication, "Request a recovery mail",
        "Sends a mail with a link to choose a new password, if the address is registered. The answer is the same if it is not.",
        Success.Message("If the address is registered, a mail is on its way.", "sent", "Recovery email sent"))
    {
        Body = RequestBody.Json<RecoverPasswordRequest>(new() { ["email"] = Samples.Email }),
        Problems = [RequestProblems.InvalidField("email", UserFields.MailMessage)],
    };

    [Function("AuthRecoverPassword")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/recover-password")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RecoverPasswordFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<RecoverPasswordRequest>();
        if (request is null)
        {
            return problem!;
        }

        await handler.HandleAsync(request.Email, call.Command, call.Cancellation);
        return MessageView.Of("Recovery email sent");
    }
}
