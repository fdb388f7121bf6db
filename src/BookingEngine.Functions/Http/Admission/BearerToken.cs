using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>Finds the caller of a bearer token.</summary>
public sealed class BearerToken(IAccessTokens tokens, ISessions sessions)
{
    private const string Scheme = "Bearer ";
    private const int MaximumLength = 4_096;

    /// <summary>The session of the token. Null without a token, and for one that this deployment did not issue or that has expired.</summary>
    public SessionId? Read(HttpRequest request, Instant now) =>
        request.Headers.Authorization is [{ Length: <= MaximumLength } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? tokens.Read(header[Scheme.Length..].Trim(), now)
            : null;

    /// <summary>Null if the session is not in the store or has ended.</summary>
    public async Task<Caller?> FindAsync(SessionId id, Instant now, CancellationToken cancellation)
    {
        var session = await sessions.FindAsync(id, now, cancellation);
        return session is null ? null : new Caller(session.UserId, session.Id, session.Role);
    }
}
