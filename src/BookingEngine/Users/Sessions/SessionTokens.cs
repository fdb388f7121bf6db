using BookingEngine.Ports;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <param name="Idle">After this long without a refresh a session is over.</param>
public sealed record SessionLifetime(Duration Idle);

/// <summary>What a client gets at a sign-in and at each refresh.</summary>
public sealed record SignedIn(AccessToken Access, string RefreshToken, Session Session);

/// <summary>Makes the tokens of a session: one to show on every request, one to get the next two with.</summary>
public sealed class SessionTokens(IAccessTokens access, RefreshTokens refresh, SessionLifetime lifetime, IIds ids)
{
    /// <summary>A session that begins now, and its tokens. It stands once it is in the store.</summary>
    public SignedIn Begin(UserId user, Role role, Encrypted? client, Instant now)
    {
        var id = new SessionId(ids.Next());
        var token = refresh.New(id);
        return Of(new Session(id, user, role, now, now + lifetime.Idle, RefreshTokens.Hash(token), now, client), token, now);
    }

    /// <summary>The tokens that come after those of the session, and what has to be written for it. They are good once it is.</summary>
    public (Rotation Rotation, SignedIn Next) Rotate(Session session, Instant now)
    {
        var token = refresh.New(session.Id);
        var next = session with { RefreshHash = RefreshTokens.Hash(token), RefreshedAt = now, ExpiresAt = now + lifetime.Idle };
        return (new Rotation(session.Id, session.RefreshHash, next.RefreshHash, now, next.ExpiresAt), Of(next, token, now));
    }

    private SignedIn Of(Session session, string refreshToken, Instant now) => new(access.Issue(session, now), refreshToken, session);
}
