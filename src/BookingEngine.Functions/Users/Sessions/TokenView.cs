using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Functions.Users.Sessions;

/// <param name="ExpiresIn">In seconds.</param>
/// <param name="RefreshExpiresIn">In seconds.</param>
public sealed record TokenView(string AccessToken, string TokenType, long ExpiresIn, string RefreshToken, long RefreshExpiresIn)
{
    public static TokenView Of(SignedIn signedIn, Instant now) => new(
        signedIn.Access.Text, "bearer", Seconds(signedIn.Access.ExpiresAt - now), signedIn.RefreshToken, Seconds(signedIn.Session.ExpiresAt - now));

    private static long Seconds(Duration left) => (long)left.TotalSeconds;
}
