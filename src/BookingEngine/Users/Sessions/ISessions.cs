using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>A sign-in. It lasts until it expires or is ended, and all its tokens with it.</summary>
/// <param name="ExpiresAt">When it expires. Each refresh extends it.</param>
/// <param name="RefreshHash">SHA-256 of the only valid refresh token, which is not stored itself. Empty if there never was one.</param>
/// <param name="RefreshedAt">When that token was issued.</param>
/// <param name="Client">The client's own name, encrypted with the user's key; null if it gave none.</param>
public sealed record Session(
    SessionId Id, UserId UserId, Role Role, Instant StartedAt, Instant ExpiresAt, string RefreshHash, Instant RefreshedAt, Encrypted? Client)
{
    /// <summary>The tokens that it replaced within the last seconds: see <see cref="SupersededTokens"/>. Sessions of earlier versions have none.</summary>
    public string Superseded { get; init; } = "";

    /// <summary>Whether its sign-in gave a code of a second factor, or was exempt. Sessions of earlier versions did neither.</summary>
    public bool HasSecondFactor { get; init; }
}

/// <summary>The replacement of a refresh token.</summary>
/// <param name="SpentHash">The hash of the used token.</param>
/// <param name="NextHash">The hash of the new token.</param>
public sealed record Rotation(SessionId Id, string SpentHash, string NextHash, Instant At, Instant ExpiresAt)
{
    /// <summary>The replaced tokens, with the used one.</summary>
    public string Superseded { get; init; } = "";
}

/// <summary>The current sessions. Every request reads them, without a cache, so that an ended session is invalid at once
/// everywhere.</summary>
public interface ISessions
{
    Task StartAsync(Session session);

    /// <summary>The session, if it is valid at this instant.</summary>
    Task<Session?> FindAsync(SessionId id, Instant now, CancellationToken cancellation);

    /// <summary>The user's valid sessions that did not start after <paramref name="latest"/>, the newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Session>> ListAsync(UserId user, Instant now, Instant latest, int limit, CancellationToken cancellation);

    /// <summary>Replaces the used token by the new one, in one step. Of concurrent calls with the same used token, one succeeds.</summary>
    /// <returns>False if the session is not valid, or has another token. Then nothing was written.</returns>
    Task<bool> TryRotateAsync(Rotation rotation);

    Task EndAsync(SessionId id);

    /// <summary>Ends the user's sessions that started before the instant, except one.</summary>
    Task EndAllAsync(UserId user, SessionId? except, Instant startedBefore);

    /// <summary>Deletes the sessions that expired before the instant.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> PurgeAsync(Instant expiredBefore);
}
