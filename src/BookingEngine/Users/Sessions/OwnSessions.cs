using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>A session as its user sees it.</summary>
/// <param name="LastUsedAt">When its last tokens were issued.</param>
/// <param name="Client">The client's own name; null if it gave none.</param>
public sealed record OwnSession(SessionId Id, Instant StartedAt, Instant LastUsedAt, Instant ExpiresAt, bool IsCurrent, string? Client);

/// <summary>Lists and ends the caller's own sessions.</summary>
public sealed class OwnSessions(ISessions sessions, PersonalData personalData)
{
    /// <summary>The maximum number of listed sessions. Older ones stay valid until they expire.</summary>
    public const int MaximumListed = 100;

    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not_found", "You have no session with this id. It may have ended.");

    /// <param name="current">The caller's session.</param>
    public async Task<IReadOnlyList<OwnSession>> ListAsync(UserId user, SessionId current, Instant now, CancellationToken cancellation)
    {
        var valid = await sessions.ListAsync(user, now, MaximumListed, cancellation);
        var key = await personalData.FindKeyAsync(user.ToString(), cancellation);
        return
        [
            .. valid.Select(s => new OwnSession(
                s.Id, s.StartedAt, s.RefreshedAt, s.ExpiresAt, s.Id == current, s.Client is { } client ? key?.Decrypt(client) : null)),
        ];
    }

    /// <summary>Ends a session. All its tokens are invalid at once, in every instance.</summary>
    public async Task<Outcome<SessionId>> EndAsync(UserId user, SessionId id, Instant now, CancellationToken cancellation)
    {
        if ((await sessions.FindAsync(id, now, cancellation))?.UserId != user)
        {
            return NotFound;
        }

        await sessions.EndAsync(id);
        return id;
    }
}
