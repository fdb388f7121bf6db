using BookingEngine.Users;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Passwords;

public sealed class ChangePasswordFunction(HttpEdge edge, ChangePasswordHandler handler, SignInAttempts attempts) : IHttpFunction
{
    public static string Name => "ChangeOwnPassword";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.PasswordChange);

    public static Operation Operation => new(
        OperationGroup.Users, "Change own password",
        "Changes the caller's password, if the old one is right. All other sessions of the caller end.",
        Success.Message("The password is changed.", "changed", "Password changed successfully"))
    {
        Body = RequestBody.Json<ChangePasswordRequest>(new() { ["old_password"] = Samples.Password, ["new_password"] = Samples.NewPassword }),
        Problems =
        [
            Problem.Of(ChangePasswordHandler.OldPasswordIncorrect), Problem.Of(PasswordRules.AddressRefused),
            RequestProblems.InvalidField("new_password", "must have 8 to 128 characters"),
        ],
    };

    [Function("UsersMePassword")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "users/me/password")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ChangePasswordFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<ChangePasswordRequest>();
        if (request is null)
        {
            return problem!;
        }

        var caller = call.Caller;
        var command = new ChangePassword(caller.UserId, caller.SessionId, request.OldPassword, request.NewPassword);
        return await attempts.AnswerAsync(
            call, caller.UserId, () => handler.HandleAsync(command, call.Command, call.Cancellation), _ => MessageView.Of("Password changed successfully"));
    }
}
