using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>An issued token, and the instant when it expires.</summary>
public sealed record AccessToken(string Text, Instant ExpiresAt);

/// <summary>What an access token says. The session decides whether it is so.</summary>
public readonly record struct AccessTokenContent(SessionId Session, UserId User);

/// <summary>Issues and reads access tokens: signed proof of a session. A token expires at the latest with its session.</summary>
public interface IAccessTokens
{
    AccessToken Issue(Session session, Instant now);

    /// <summary>The token's session and user; null if it is not a valid, unexpired access token of ours.</summary>
    AccessTokenContent? Read(string token, Instant now);

    /// <summary>The same for a part of a header, which needs no text of its own if the token is known.</summary>
    AccessTokenContent? Read(ReadOnlySpan<char> token, Instant now) => Read(token.ToString(), now);
}
