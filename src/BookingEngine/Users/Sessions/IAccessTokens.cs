using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>A token that was issued, and the instant from which it is no longer good.</summary>
public sealed record AccessToken(string Text, Instant ExpiresAt);

/// <summary>Access tokens: signed proof of a session, good for a while and never longer than the session.</summary>
public interface IAccessTokens
{
    AccessToken Issue(Session session, Instant now);

    /// <summary>The session that the token was issued for; null for anything but an unexpired access token of ours.</summary>
    SessionId? Read(string token, Instant now);
}
