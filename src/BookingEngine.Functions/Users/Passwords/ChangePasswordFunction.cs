using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users.Passwords;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Passwords;

public sealed class ChangePasswordFunction(HttpEdge edge, ChangePasswordHandler handler) : IHttpFunction
{
    public static string Name => "ChangeOwnPassword";

    public static Policy Policy { get; } = Policy.SignedIn(RateLimitName.PasswordChange);

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

        var command = new ChangePassword(call.Caller.UserId, call.Caller.SessionId, request.OldPassword, request.NewPassword);
        return await handler.HandleAsync(command, call.Command, call.Cancellation).AnswerAsync(_ => MessageView.Of("Password changed successfully"));
    }
}
