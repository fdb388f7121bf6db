using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Functions.Users.Sessions;

[Shape("Token", "The tokens of a session.")]
public sealed record TokenView(
    [property: Field("What to send as `Authorization: Bearer …`. Opaque: do not read it.")] string AccessToken,
    [property: Field("Always `bearer`.")] string TokenType,
    [property: Field("For how many seconds the access token is good.")] long ExpiresIn,
    [property: Field("What to send to `POST /auth/refresh`, once. Opaque.")] string RefreshToken,
    [property: Field("For how many seconds the refresh token is good.")] long RefreshExpiresIn)
{
    /// <summary>A refusal in the words of RFC 6749.</summary>
    internal static Problem InvalidGrant(Refusal refusal) => Problem.Of(refusal) with { Error = "invalid_grant", Header = ("WWW-Authenticate", "Bearer") };

    internal const string ExampleRefreshToken = "AZejwrTVf26KkLHC0-T1BhRz2jU4lQmXyO0b7Ck9sWnVtE5pYd3HgJ6aK8fNrLqx";

    internal static TokenView Example => new("eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln", "bearer", 3600, ExampleRefreshToken, 2_592_000);

    public static TokenView Of(SignedIn signedIn, Instant now) => new(
        signedIn.Access.Text, "bearer", Seconds(signedIn.Access.ExpiresAt - now), signedIn.RefreshToken, Seconds(signedIn.Session.ExpiresAt - now));

    private static long Seconds(Duration left) => (long)left.TotalSeconds;
}
