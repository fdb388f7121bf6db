using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users.Passwords;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Passwords;

public sealed class ResetPasswordFunction(HttpEdge edge, ResetPasswordHandler handler) : IHttpFunction
{
    public static string Name => "ResetPassword";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Reset);

    [Function("AuthResetPassword")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/reset-password")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ResetPasswordFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await ReadAsync(call);
        return request is null ? problem! : await handler
            .HandleAsync(new(request.Token, request.NewPassword), call.Command, call.Cancellation).AnswerAsync(_ => MessageView.Of("Password updated"));
    }

    private static async Task<ReadResult<ResetPasswordRequest>> ReadAsync(ApiCall call)
    {
        var (query, errors, _) = call.ReadQuery<ResetPasswordQuery>();
        if (query is { Token: null, NewPassword: null } && errors.Problem is null)
        {
            return await call.ReadBodyAsync<ResetPasswordRequest>();
        }

        errors.Require("token", query!.Token);
        errors.Require("new_password", query.NewPassword);
        return new(new(query.Token ?? "", query.NewPassword ?? ""), errors, null);
    }
}
