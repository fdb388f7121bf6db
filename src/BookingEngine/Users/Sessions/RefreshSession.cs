using BookingEngine.Commands;
using BookingEngine.Ports;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Users.Sessions;

public sealed record RefreshSession(string RefreshToken);

/// <summary>Exchanges a refresh token for new tokens. If a used token comes again, it has been copied: the session ends, and all its tokens
/// are invalid. Within seconds of its use it was only a second tab, which is told so. The reasons and exceptions: docs/decisions/0020-refresh-tokens.md.</summary>
public sealed class RefreshSessionHandler(
    ISessions sessions, RefreshTokens refresh, SessionTokens tokens, TimeProvider time, ILogger<RefreshSessionHandler> logger)
{
    public static readonly Refusal InvalidToken =
        new(RefusalKind.Unauthorized, "invalid_refresh_token", "Invalid or expired refresh token: sign in again.");

    /// <summary>The same answer, for a token that was used before.</summary>
    public static readonly Refusal Replayed = InvalidToken with { };

    public static readonly Refusal Superseded = new(
        RefusalKind.Unauthorized, "refresh_superseded",
        "This refresh token was replaced a moment ago, perhaps by another tab. Use the newest tokens of the session.");

    public async Task<Outcome<SignedIn>> HandleAsync(RefreshSession command, CommandContext context, CancellationToken cancellation)
    {
        if (refresh.Read(command.RefreshToken) is not { } id || await sessions.FindAsync(id, context.Now, cancellation) is not { } session
            || tokens.HasEnded(session, context.Now))
        {
            return InvalidToken;
        }

        var hash = RefreshTokens.Hash(command.RefreshToken);
        if (session.RefreshHash == hash)
        {
            // The present instant, not the request's: requests that came before it came while the old token was valid.
            var (rotation, next) = tokens.Rotate(session, time.Now());
            return await sessions.TryRotateAsync(rotation) ? next : await ExplainAsync(id, hash, cancellation);
        }

        if (SupersededTokens.Contain(session.Superseded, hash, context.Now))
        {
            return Superseded;
        }

        // A request from before the token's replacement was only slower than another one. It is refused, but the session stays.
        if (context.Now >= session.RefreshedAt)
        {
            await sessions.EndAsync(id);
            logger.TokenReplayed(id.Value, session.UserId.Value);
            return Replayed;
        }

        return InvalidToken;
    }

    // Another request replaced the token meanwhile, or the session has ended.
    private async Task<Refusal> ExplainAsync(SessionId id, string hash, CancellationToken cancellation) =>
        await sessions.FindAsync(id, time.Now(), cancellation) is { } session && SupersededTokens.Contain(session.Superseded, hash, time.Now())
            ? Superseded
            : InvalidToken;
}
