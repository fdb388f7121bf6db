using BookingEngine.Commands;
using BookingEngine.Ports;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Users.Sessions;

public sealed record RefreshSession(string RefreshToken);

/// <summary>Exchanges a refresh token for new tokens. If a used token comes again, it has been copied: the session ends, and all its tokens
/// are invalid. The reasons and exceptions: docs/decisions/0020-refresh-tokens.md.</summary>
public sealed class RefreshSessionHandler(
    ISessions sessions, RefreshTokens refresh, SessionTokens tokens, TimeProvider time, ILogger<RefreshSessionHandler> logger)
{
    public static readonly Refusal InvalidToken =
        new(RefusalKind.Unauthorized, "invalid_refresh_token", "Invalid or expired refresh token: sign in again.");

    public async Task<Outcome<SignedIn>> HandleAsync(RefreshSession command, CommandContext context, CancellationToken cancellation)
    {
        if (refresh.Read(command.RefreshToken) is not { } id || await sessions.FindAsync(id, context.Now, cancellation) is not { } session)
        {
            return InvalidToken;
        }

        if (session.RefreshHash == RefreshTokens.Hash(command.RefreshToken))
        {
            // The present instant, not the request's: requests that came before it came while the old token was valid.
            var (rotation, next) = tokens.Rotate(session, time.Now());
            return await sessions.TryRotateAsync(rotation) ? next : InvalidToken;
        }

        // A request from before the token's replacement was only slower than another one. It is refused, but the session stays.
        if (context.Now >= session.RefreshedAt)
        {
            await sessions.EndAsync(id);
            logger.TokenReplayed(id.Value, session.UserId.Value);
        }

        return InvalidToken;
    }
}
