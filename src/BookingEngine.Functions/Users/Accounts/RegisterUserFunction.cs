using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Administration;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Users.Accounts;

public sealed class RegisterUserFunction(HttpEdge edge, RegisterUserHandler handler, FirstAdminHandler firstAdmin) : IHttpFunction
{
    public static string Name => "Register";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Register);

    [Function("AuthRegister")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "auth/register")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<RegisterUserFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (request, problem) = await call.ReadBodyAsync<RegisterUserRequest>();
        if (request is null)
        {
            return problem!;
        }

        await firstAdmin.EnsureForAsync(request.Email.Value, call.Command, call.Cancellation);
        return await handler.HandleAsync(new RegisterUser(request.Email, request.FullName, request.Password), call.Command, call.Cancellation).AnswerAsync(
            user => new UserView(user.Id.Value, user.Email, user.FullName, Rfc3339.Format(user.CreatedAt)), AccountsJson.Default.UserView,
            StatusCodes.Status201Created);
    }
}
