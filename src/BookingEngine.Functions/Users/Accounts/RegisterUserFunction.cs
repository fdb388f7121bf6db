using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
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
        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return problem!;
        }

        var email = fields.Email("email");
        var password = fields.NewPassword("password");
        var fullName = fields.FullName("full_name");
        if (fields.Errors.Problem is { } invalid)
        {
            return invalid;
        }

        await firstAdmin.EnsureForAsync(email!.Value, call.Command, call.Cancellation);
        var outcome = await handler.HandleAsync(new RegisterUser(email, fullName, password), call.Command, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var user)
            ? Problem.Of(refusal)
            : Results.Json(
                new UserView(user.Id.Value, user.Email, user.FullName, Rfc3339.Format(user.CreatedAt)), AccountsJson.Default.UserView,
                statusCode: StatusCodes.Status201Created);
    }
}
