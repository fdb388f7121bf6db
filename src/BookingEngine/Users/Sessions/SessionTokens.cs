using BookingEngine.Ports;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <param name="Idle">How long a session lasts without a refresh.</param>
/// <param name="Maximum">How long it lasts at most, however often it is refreshed.</param>
public sealed record SessionLifetime(Duration Idle, Duration Maximum)
{
    internal Instant EndOf(Instant started, Instant now) => Instant.Min(now + Idle, started + Maximum);
}

/// <summary>The tokens that a client gets at a sign-in and at each refresh.</summary>
public sealed record SignedIn(AccessToken Access, string RefreshToken, Session Session);

/// <summary>Creates the tokens of a session: an access token for requests, and a refresh token for the next two tokens.</summary>
public sealed class SessionTokens(IAccessTokens access, RefreshTokens refresh, SessionLifetime lifetime, IIds ids)
{
    /// <summary>A new session and its tokens. They are valid once the session is stored.</summary>
    public SignedIn Begin(UserId user, Role role, Encrypted? client, Instant now, bool hasSecondFactor = false)
    {
        var id = new SessionId(ids.Next());
        var token = refresh.New(id);
        var session = new Session(id, user, role, now, lifetime.EndOf(now, now), RefreshTokens.Hash(token), now, client)
        {
            HasSecondFactor = hasSecondFactor,
        };
        return Of(session, token, now);
    }

    /// <summary>Whether the session has lasted as long as it may. One of an earlier version may be older.</summary>
    public bool HasEnded(Session session, Instant now) => lifetime.EndOf(session.StartedAt, now) <= now;

    /// <summary>The next tokens of the session, and the replacement to store. They are valid once it is stored.</summary>
    public (Rotation Rotation, SignedIn Next) Rotate(Session session, Instant now)
    {
        var token = refresh.New(session.Id);
        var next = session with
        {
            RefreshHash = RefreshTokens.Hash(token),
            RefreshedAt = now,
            ExpiresAt = lifetime.EndOf(session.StartedAt, now),
            Superseded = SupersededTokens.Add(session.Superseded, session.RefreshHash, now),
        };
        var rotation = new Rotation(session.Id, session.RefreshHash, next.RefreshHash, now, next.ExpiresAt) { Superseded = next.Superseded };
        return (rotation, Of(next, token, now));
    }

    /// <summary>Extends a session whose tokens nobody has.</summary>
    public Rotation Extend(Session session, Instant now) =>
        new(session.Id, session.RefreshHash, session.RefreshHash, now, lifetime.EndOf(session.StartedAt, now)) { Superseded = session.Superseded };

    private SignedIn Of(Session session, string refreshToken, Instant now) => new(access.Issue(session, now), refreshToken, session);
}
