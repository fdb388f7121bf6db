using BookingEngine.Functions.Fields;
using BookingEngine.Users.EmailChanges;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.EmailChanges;

/// <summary>Does the same work and gives the same answer for free and taken addresses.</summary>
public sealed class ChangeEmailFunction(HttpEdge edge, RequestEmailChangeHandler handler, SignInAttempts attempts) : IHttpFunction
{
    private const string Sent = "Confirmation email sent";

    public static string Name => "ChangeOwnEmail";

    // It checks the password too, so both share a limit of guesses.
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.PasswordChange);

    public static Operation Operation => new(
        OperationGroup.Users, "Change own mail address",
        "Sends a mail with a link to the new address, if the password is right. The address changes when the link is followed, within a day. Then all "
        + "other sessions of the caller end, and the old address gets a mail. The answer is the same if another account has the address: then its owner "
        + "gets a mail, and nothing changes. A newer request, a changed password, a password reset and a deactivation stop the change.",
        new(StatusCodes.Status202Accepted, "A mail is on its way.", ApiJson.Default.MessageView, ("sent", new MessageView(Sent))))
    {
        Body = RequestBody.Json<ChangeEmailRequest>(new() { ["email"] = Samples.Email, ["password"] = Samples.Password }),
        Problems = [Problem.Of(ChangePasswordHandler.OldPasswordIncorrect), RequestProblems.InvalidField("email", UserFields.MailMessage)],
    };

    [Function("UsersMeEmail")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "users/me/email")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ChangeEmailFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<ChangeEmailRequest>();
        if (request is null)
        {
            return problem!;
        }

        var caller = call.Caller;
        var command = new RequestEmailChange(caller.UserId, caller.SessionId, request.Email, request.Password);
        return await attempts.AnswerAsync(
            call, caller.UserId, () => handler.HandleAsync(command, call.Command, call.Cancellation),
            _ => MessageView.Of(Sent, StatusCodes.Status202Accepted));
    }
}
