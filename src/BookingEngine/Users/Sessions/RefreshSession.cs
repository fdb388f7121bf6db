using BookingEngine.Commands;
using BookingEngine.Ports;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Users.Sessions;

public sealed record RefreshSession(string RefreshToken);

/// <summary>Gives new tokens for a refresh token, which is spent by it. A spent one that comes again has been copied: it ends the session, and
/// with it whatever the thief or the owner was given since. Why and when not: docs/decisions/0020-refresh-tokens.md.</summary>
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
            // The present instant, not the request's: who came before it came while the token was good.
            var (rotation, next) = tokens.Rotate(session, time.Now());
            return await sessions.TryRotateAsync(rotation) ? next : InvalidToken;
        }

        // One that was on its way when the token was spent has only been slower than another, and gets nothing.
        if (context.Now >= session.RefreshedAt)
        {
            await sessions.EndAsync(id);
            logger.TokenReplayed(id.Value, session.UserId.Value);
        }

        return InvalidToken;
    }
}
