using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>Finds the caller of a bearer token.</summary>
public sealed class BearerToken(IAccessTokens tokens, ISessions sessions, SecondFactorCheck factors)
{
    private const string Scheme = "Bearer ";
    private const int MaximumLength = 4_096;

    /// <summary>What the token says. Null without a token, and for one that this deployment did not issue or that has expired.</summary>
    public AccessTokenContent? Read(HttpRequest request, Instant now) =>
        request.Headers.Authorization is [{ Length: <= MaximumLength } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? tokens.Read(header.AsSpan(Scheme.Length).Trim(), now)
            : null;

    /// <summary>Null if the session is not in the store, has ended, or is another user's.</summary>
    public async Task<Caller?> FindAsync(AccessTokenContent said, Instant now, CancellationToken cancellation)
    {
        var session = await sessions.FindAsync(said.Session, now, cancellation);
        return session is null || session.UserId != said.User ? null : new Caller(session.UserId, session.Id, session.Role)
        {
            NeedsSecondFactor = await factors.IsMissingAsync(session.UserId, session.Role, session.HasSecondFactor, cancellation),
        };
    }
}
