using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>An issued token, and the instant when it expires.</summary>
public sealed record AccessToken(string Text, Instant ExpiresAt);

/// <summary>Issues and reads access tokens: signed proof of a session. A token expires at the latest with its session.</summary>
public interface IAccessTokens
{
    AccessToken Issue(Session session, Instant now);

    /// <summary>The token's session; null if it is not a valid, unexpired access token of ours.</summary>
    SessionId? Read(string token, Instant now);
}
