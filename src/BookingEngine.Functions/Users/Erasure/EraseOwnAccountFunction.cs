using BookingEngine.Erasure;
using BookingEngine.Users.Administration;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Erasure;

public sealed class EraseOwnAccountFunction(HttpEdge edge, EraseOwnAccountHandler handler, SignInAttempts attempts) : IHttpFunction
{
    public static string Name => "EraseOwnAccount";

    // It checks the password too, so both share a limit of guesses.
    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.PasswordChange);

    public static Operation Operation => new(
        OperationGroup.Users, "Erase own account",
        "Erases the caller, if the password is right: all sessions end, and the name, the mail address and everything that the caller wrote can no longer "
        + "be read by anyone. This cannot be undone. Bookings ahead are cancelled, or stay without a person, as the deployment says. Past bookings stay without "
        + "a person. The mail address can be registered again. The last administrator cannot be erased.",
        Success.Empty("The caller is erased."))
    {
        Body = RequestBody.Json<EraseOwnAccountRequest>(new() { ["password"] = Samples.Password }),
        Problems =
        [
            Problem.Of(ChangePasswordHandler.OldPasswordIncorrect), Problem.Of(ChangeRoleHandler.LastAdmin), RequestProblems.InvalidField("password", "is required"),
        ],
    };

    [Function("UsersMeErase")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/me")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<EraseOwnAccountFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<EraseOwnAccountRequest>();
        if (request is null)
        {
            return problem!;
        }

        var command = new EraseOwnAccount(call.Caller.UserId, request.Password);
        return await attempts.AnswerAsync(
            call, command.UserId, () => handler.HandleAsync(command, call.Command, call.Cancellation), _ => Results.NoContent());
    }
}
