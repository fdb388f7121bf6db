using BookingEngine.Users;
using BookingEngine.Users.Passwords;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Passwords;

public sealed class ResetPasswordFunction(HttpEdge edge, ResetPasswordHandler handler, SignInAttempts attempts) : IHttpFunction
{
    public static string Name => "ResetPassword";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Reset);

    public static Operation Operation => new(
        OperationGroup.Authentication, "Choose a new password",
        "Sets a new password with the token of a recovery mail. Send both in a JSON body. Older clients send them in the query. Fields of both "
        + "count. If both have the same field, it must have the same value. "
        + "Only the newest token is valid, once, for an hour. All sessions of the user end.",
        Success.Message("The password is changed.", "updated", "Password updated"))
    {
        Query = Operation.QueryOf<ResetPasswordQuery>(),
        Body = RequestBody.Json<ResetPasswordRequest>(
            new() { ["token"] = "Zk3mV0q1T9yXc2Lr8sWn4A", ["new_password"] = Samples.NewPassword }) with
        { IsRequired = false },
        Problems = [Problem.Of(ResetPasswordHandler.InvalidToken), Problem.Of(PasswordRules.AddressRefused), RequestProblems.InvalidField("new_password", "must have 8 to 128 characters")],
    };

    [Function("AuthResetPassword")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/reset-password")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ResetPasswordFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await ReadAsync(call);
        if (request is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(new(request.Token!, request.NewPassword!), call.Command, call.Cancellation);
        if (outcome.IsRefused(out var refusal, out var user))
        {
            return Problem.Of(refusal);
        }

        await attempts.ClearAsync(user, call.Cancellation);
        return MessageView.Of("Password updated");
    }

    private static async Task<ReadResult<ResetPasswordRequest>> ReadAsync(ApiCall call)
    {
        var (query, body) = await call.ReadQueryAndBodyAsync<ResetPasswordQuery, ResetPasswordRequest>();
        var (sent, errors, problem) = body;
        if (sent is null)
        {
            return new(null, errors, problem);
        }

        var request = sent.With(query, errors);
        errors.Require("token", request.Token);
        errors.Require("new_password", request.NewPassword);
        return new(request, errors, null);
    }
}
