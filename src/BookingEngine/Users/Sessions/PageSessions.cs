using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>Sessions that a browser names by a cookie. Its use extends them, because nothing refreshes them.</summary>
public sealed class PageSessions(ISessions sessions, SessionTokens tokens, PageTokens pages)
{
    // A write for each page would cost more than an exact end is worth.
    private static readonly Duration Spacing = Duration.FromDays(1);

    /// <summary>Null if the session has ended, or is another user's.</summary>
    public async Task<Session?> FindAsync(string cookie, Instant now, CancellationToken cancellation) =>
        pages.ReadCookie(cookie) is { } said && await sessions.FindAsync(said.Session, now, cancellation) is { } session && session.UserId == said.User
            ? session
            : null;

    /// <summary>Extends the session if it was not extended for a day.</summary>
    /// <returns>When it ends now; null if nothing has changed.</returns>
    public async Task<Instant?> ExtendAsync(Session session, Instant now)
    {
        if (now - session.RefreshedAt < Spacing)
        {
            return null;
        }

        var rotation = tokens.Extend(session, now);
        return await sessions.TryRotateAsync(rotation) ? rotation.ExpiresAt : null;
    }
}
