using BookingEngine.Times;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users.Accounts;

public sealed class RegisterUserFunction(HttpEdge edge, RegisterUserHandler handler, FirstAdminHandler firstAdmin) : IHttpFunction
{
    public static string Name => "Register";

    public static Policy Policy { get; } = Policy.WithKey(RateLimitName.Register);

    public static Operation Operation => new(
        OperationGroup.Authentication, "Register a user",
        "Registers a user with a mail address. An address can be registered only once. `POST /auth/token` then gives a token. "
        + "In some deployments, the user must first verify the address by the link in a mail.",
        Success.Created("The user is registered.", AccountsJson.Default.UserView, ("registered", UserView.Example)))
    {
        Body = RequestBody.Json<RegisterUserRequest>(
            new() { ["email"] = Samples.Email, ["password"] = Samples.Password, ["full_name"] = Samples.FullName }),
        Problems = [Problem.Of(RegisterUserHandler.AlreadyRegistered), RequestProblems.InvalidField("password", "must have 8 to 128 characters")],
    };

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
        return await handler.HandleAsync(new RegisterUser(request.Email, request.FullName, request.Password) { Locale = request.Locale }, call.Command, call.Cancellation).AnswerCreatedAsync(
            _ => "/users/me", user => new UserView(user.Id.Value, user.Email, user.FullName, Rfc3339.Format(user.CreatedAt)) { Locale = user.Locale }, AccountsJson.Default.UserView);
    }
}
