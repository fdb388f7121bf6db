using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>A sign-in that stands until it expires or is ended, and with it all tokens that came of it.</summary>
/// <param name="ExpiresAt">When it ends by itself; each refresh puts it off.</param>
/// <param name="RefreshHash">SHA-256 of the one refresh token that is good; empty where there never was one. The token itself is kept nowhere.</param>
/// <param name="RefreshedAt">When that one was issued.</param>
/// <param name="Client">What signed in, as it calls itself, sealed with the user's key; null where it does not say.</param>
public sealed record Session(
    SessionId Id, UserId UserId, Role Role, Instant StartedAt, Instant ExpiresAt, string RefreshHash, Instant RefreshedAt, Encrypted? Client);

/// <summary>One refresh token in the place of another.</summary>
/// <param name="SpentHash">Of the token that is given up.</param>
/// <param name="NextHash">Of the new one.</param>
public sealed record Rotation(SessionId Id, string SpentHash, string NextHash, Instant At, Instant ExpiresAt);

/// <summary>The sessions that stand. Asked on every request and never cached, so that an ended one is dead at once everywhere.</summary>
public interface ISessions
{
    Task StartAsync(Session session);

    /// <summary>The session, if it stands at this instant.</summary>
    Task<Session?> FindAsync(SessionId id, Instant now, CancellationToken cancellation);

    /// <summary>The user's sessions that stand at this instant, the last that was started first; at most <paramref name="limit"/> of them.</summary>
    Task<IReadOnlyList<Session>> ListAsync(UserId user, Instant now, int limit, CancellationToken cancellation);

    /// <summary>Puts the new token in the place of the spent one, in one step: of any number at once that give up the same token one succeeds.</summary>
    /// <returns>False where the session does not stand, or stands at another token. Nothing was written then.</returns>
    Task<bool> TryRotateAsync(Rotation rotation);

    Task EndAsync(SessionId id);

    /// <summary>Ends the user's sessions that were started before the instant, but for one.</summary>
    Task EndAllAsync(UserId user, SessionId? except, Instant startedBefore);

    /// <summary>Deletes what expired before the instant.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> PurgeAsync(Instant expiredBefore);
}
