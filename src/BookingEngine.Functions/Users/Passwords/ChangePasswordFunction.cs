using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
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
        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return problem!;
        }

        // Any text may be tried as the old password; the new one has to fit.
        var command = new ChangePassword(
            call.Caller.UserId, call.Caller.SessionId, fields.Text("old_password", 0, 4_096), fields.NewPassword("new_password"));
        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        var outcome = await handler.HandleAsync(command, call.Command, call.Cancellation);
        return outcome.IsRefused(out var refusal, out _) ? Problem.Of(refusal) : MessageView.Of("Password changed successfully");
    }
}
