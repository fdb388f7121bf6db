using NodaTime;

namespace BookingEngine.Users;

/// <summary>Access tokens: signed proof of a session, good until the session's end.</summary>
public interface IAccessTokens
{
    /// <summary>How long a token is good for from its issue.</summary>
    Duration Lifetime { get; }

    string Issue(Session session);

    /// <summary>The session that the token was issued for; null for anything but an unexpired access token of ours.</summary>
    SessionId? Read(string token, Instant now);
}
