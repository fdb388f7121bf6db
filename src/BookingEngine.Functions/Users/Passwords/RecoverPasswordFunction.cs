using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users.Passwords;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Passwords;

/// <summary>Answers alike, and does the same work, whether or not anyone has the address.</summary>
public sealed class RecoverPasswordFunction(HttpEdge edge, RecoverPasswordHandler handler) : IHttpFunction
{
    public static string Name => "RecoverPassword";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Recover);

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
