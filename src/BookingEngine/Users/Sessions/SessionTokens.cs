using BookingEngine.Ports;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <param name="Idle">How long a session lasts without a refresh.</param>
public sealed record SessionLifetime(Duration Idle);

/// <summary>The tokens that a client gets at a sign-in and at each refresh.</summary>
public sealed record SignedIn(AccessToken Access, string RefreshToken, Session Session);

/// <summary>Creates the tokens of a session: an access token for requests, and a refresh token for the next two tokens.</summary>
public sealed class SessionTokens(IAccessTokens access, RefreshTokens refresh, SessionLifetime lifetime, IIds ids)
{
    /// <summary>A new session and its tokens. They are valid once the session is stored.</summary>
    public SignedIn Begin(UserId user, Role role, Encrypted? client, Instant now)
    {
        var id = new SessionId(ids.Next());
        var token = refresh.New(id);
        return Of(new Session(id, user, role, now, now + lifetime.Idle, RefreshTokens.Hash(token), now, client), token, now);
    }

    /// <summary>The next tokens of the session, and the replacement to store. They are valid once it is stored.</summary>
    public (Rotation Rotation, SignedIn Next) Rotate(Session session, Instant now)
    {
        var token = refresh.New(session.Id);
        var next = session with
        {
            RefreshHash = RefreshTokens.Hash(token),
            RefreshedAt = now,
            ExpiresAt = now + lifetime.Idle,
            Superseded = SupersededTokens.Add(session.Superseded, session.RefreshHash, now),
        };
        var rotation = new Rotation(session.Id, session.RefreshHash, next.RefreshHash, now, next.ExpiresAt) { Superseded = next.Superseded };
        return (rotation, Of(next, token, now));
    }

    private SignedIn Of(Session session, string refreshToken, Instant now) => new(access.Issue(session, now), refreshToken, session);
}
