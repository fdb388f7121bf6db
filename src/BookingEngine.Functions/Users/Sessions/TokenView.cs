using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Functions.Users.Sessions;

[Shape("Token", "The tokens of a session.")]
public sealed record TokenView(
    [property: Field("The access token. Send it as `Authorization: Bearer …`. It is opaque: do not parse it.")] string AccessToken,
    [property: Field("Always `bearer`.")] string TokenType,
    [property: Field("The lifetime of the access token in seconds.")] long ExpiresIn,
    [property: Field("The refresh token. Send it to `POST /auth/refresh`, once. It is opaque.")] string RefreshToken,
    [property: Field("The lifetime of the refresh token in seconds.")] long RefreshExpiresIn)
{
    /// <summary>A refusal with the error code of RFC 6749.</summary>
    internal static Problem InvalidGrant(Refusal refusal) => Problem.Of(refusal) with { Error = "invalid_grant", Header = ("WWW-Authenticate", "Bearer") };

    internal const string ExampleRefreshToken = "AZejwrTVf26KkLHC0-T1BhRz2jU4lQmXyO0b7Ck9sWnVtE5pYd3HgJ6aK8fNrLqx";

    internal static TokenView Example => new("eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln", "bearer", 3600, ExampleRefreshToken, 2_592_000);

    public static TokenView Of(SignedIn signedIn, Instant now) => new(
        signedIn.Access.Text, "bearer", Seconds(signedIn.Access.ExpiresAt - now), signedIn.RefreshToken, Seconds(signedIn.Session.ExpiresAt - now));

    private static long Seconds(Duration left) => (long)left.TotalSeconds;
}
