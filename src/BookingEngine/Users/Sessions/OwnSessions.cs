using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>One of a user's sessions, to be shown to that user.</summary>
/// <param name="LastUsedAt">When tokens were last issued for it.</param>
/// <param name="Client">What signed in, as it called itself; null where it did not say.</param>
public sealed record OwnSession(SessionId Id, Instant StartedAt, Instant LastUsedAt, Instant ExpiresAt, bool IsCurrent, string? Client);

/// <summary>What users see of their own sessions, and end of them.</summary>
public sealed class OwnSessions(ISessions sessions, PersonalData personalData)
{
    /// <summary>Older ones stand all the same, and end by themselves.</summary>
    public const int Shown = 100;

    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not_found", "You have no session of this id: it may have ended.");

    /// <param name="current">The session that asks.</param>
    public async Task<IReadOnlyList<OwnSession>> ListAsync(UserId user, SessionId current, Instant now, CancellationToken cancellation)
    {
        var standing = await sessions.ListAsync(user, now, Shown, cancellation);
        var key = await personalData.FindKeyAsync(user.ToString(), cancellation);
        return
        [
            .. standing.Select(s => new OwnSession(
                s.Id, s.StartedAt, s.RefreshedAt, s.ExpiresAt, s.Id == current, s.Client is { } client ? key?.Decrypt(client) : null)),
        ];
    }

    /// <summary>Ends one: every token of it is dead from here on, in every instance.</summary>
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
