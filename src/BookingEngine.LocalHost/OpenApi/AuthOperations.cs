using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Functions.Users.Sessions;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Sessions;
using BookingEngine.Users.Verification;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Registration and sign-in.</summary>
public static class AuthOperations
{
    public static OperationGroup Group { get; } = new(
        "Authentication",
        "Registering users, signing them in, and forgotten passwords.",
        [Register, Token, SessionOperations.Refresh, SessionOperations.Logout, PasswordOperations.Recover, PasswordOperations.Reset],
        [SessionOperations.TokenShape, PasswordOperations.MessageShape]);

    private static Operation Register => new(
        typeof(RegisterUserFunction), "Register a user",
        "Registers a user under a mail address, which can be registered once. The token for what belongs to the user comes from "
        + "`POST /auth/token`, in some deployments after the address was verified by the link in a mail.")
    {
        Body = RequestBody.Json<RegisterUserRequest>(new() { ["email"] = Samples.Email, ["password"] = Samples.Password, ["full_name"] = Samples.FullName }),
        Answer = new(201, "The user is registered.", AccountsJson.Default.UserView)
        {
            Examples = new Dictionary<string, object> { ["registered"] = Samples.User },
        },
        Problems = [Problem.Of(RegisterUserHandler.AlreadyRegistered), Samples.Invalid("password", "must have 8 to 128 characters")],
    };

    private static Operation Token => new(
        typeof(SignInFunction), "Sign in",
        "Begins a session: answers a bearer token for a mail address and its password, as the password grant of OAuth 2 does, and a refresh "
        + "token that gets the next two from `POST /auth/refresh`. An unknown address and a wrong password are answered alike. "
        + "After 30 failures within an hour an account takes no more tries until the hour is over.")
    {
        Body = RequestBody.TokenForm<SignInRequest>(new() { ["grant_type"] = "password", ["username"] = Samples.Email, ["password"] = Samples.Password }),
        Answer = new(200, "The credentials hold.", SessionsJson.Default.TokenView)
        {
            Examples = new Dictionary<string, object> { ["signed_in"] = SessionOperations.Tokens },
        },
        Problems =
        [
            .. new[] { SignInHandler.InvalidCredentials, SignInHandler.Deactivated, EmailVerification.NotVerified }
                .Select(r => Problem.Of(r) with { Error = "invalid_grant", Header = ("WWW-Authenticate", "Bearer") }),
            Samples.Invalid("username", "is required") with { Error = "invalid_request" },
        ],
    };
}
