using System.Text.Json.Nodes;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Functions.Users.Sessions;
using BookingEngine.Users;

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
        Body = RequestBody.Json(
            new() { ["email"] = Samples.Email, ["password"] = Samples.Password, ["full_name"] = Samples.FullName },
            BodyField.Text("email", "One mail address, without a display name.", 1, EmailAddress.MaximumLength, "email"),
            BodyField.Text("password", "At least 8 characters, of any kind.", 8, 128, "password"),
            BodyField.Text("full_name", "What the user is called.", 1, 200)),
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
        Body = RequestBody.TokenForm(
            new() { ["grant_type"] = "password", ["username"] = Samples.Email, ["password"] = Samples.Password },
            new("username", "The mail address that was registered.", new() { ["type"] = "string" }),
            new("password", "The password.", new() { ["type"] = "string", ["format"] = "password" }),
            new("grant_type", "`password`, if it is given at all.", new() { ["type"] = "string", ["enum"] = new JsonArray("password") }, false)),
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
