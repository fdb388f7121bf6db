using BookingEngine.Users.SecondFactors;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Functions.Http.Admission;

/// <summary>Finds the caller of a bearer token. Null if the session is not in the store or has ended.</summary>
public sealed class BearerToken(IAccessTokens tokens, ISessions sessions, SecondFactorCheck factors)
{
    private const string Scheme = "Bearer ";
    private const int MaximumLength = 4_096;

    public async Task<Caller?> ReadAsync(HttpRequest request, Instant now, CancellationToken cancellation)
    {
        if (request.Headers.Authorization is not [{ Length: <= MaximumLength } header]
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || tokens.Read(header[Scheme.Length..].Trim(), now) is not { } said)
        {
            return null;
        }

        var session = await sessions.FindAsync(said.Session, now, cancellation);
        return session is null || session.UserId != said.User ? null : new Caller(session.UserId, session.Id, session.Role)
        {
            NeedsSecondFactor = await factors.IsMissingAsync(session.UserId, session.Role, session.HasSecondFactor, cancellation),
        };
    }
}
