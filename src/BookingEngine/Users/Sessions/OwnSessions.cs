using System.Globalization;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>A session as its user sees it.</summary>
/// <param name="LastUsedAt">When its last tokens were issued.</param>
/// <param name="Client">The client's own name; null if it gave none.</param>
public sealed record OwnSession(SessionId Id, Instant StartedAt, Instant LastUsedAt, Instant ExpiresAt, bool IsCurrent, string? Client);

/// <param name="Next">The sort key to go on from; null at the end.</param>
public sealed record OwnSessionPage(IReadOnlyList<OwnSession> Sessions, string? Next);

/// <summary>Lists and ends the caller's own sessions.</summary>
public sealed class OwnSessions(ISessions sessions, PersonalData personalData)
{
    // More than ever start at one instant, which the stores return in any order.
    private const int Simultaneous = 20;

    // The sort key before all sessions but the caller's.
    private const string Beginning = "beginning";

    private static readonly Instant Latest = Instant.FromUtc(9000, 1, 1, 0, 0);

    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not_found", "You have no session with this id. It may have ended.");

    /// <summary>The caller's session, then the others, the newest first.</summary>
    /// <param name="current">The caller's session.</param>
    /// <param name="after">The sort key of the last session that the caller has seen; null for the first page.</param>
    public async Task<OwnSessionPage> ListAsync(
        UserId user, SessionId current, string? after, int limit, Instant now, CancellationToken cancellation)
    {
        var latest = after is null or Beginning ? Latest : StartOf(after);
        var found = await sessions.ListAsync(user, now, latest, limit + Simultaneous, cancellation);
        List<Session> listed =
        [
            .. after is null && await sessions.FindAsync(current, now, cancellation) is { } own ? [own] : Array.Empty<Session>(),
            .. found.Where(s => s.Id != current && (after is null or Beginning || string.CompareOrdinal(KeyOf(s), after) < 0))
                .OrderByDescending(KeyOf, StringComparer.Ordinal),
        ];
        var key = await personalData.FindKeyAsync(user.ToString(), cancellation);
        var next = listed.Count <= limit ? null : listed[limit - 1].Id == current ? Beginning : KeyOf(listed[limit - 1]);
        return new OwnSessionPage([.. listed.Take(limit).Select(s => Show(s, current, key))], next);
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

    private static string KeyOf(Session session) =>
        string.Create(CultureInfo.InvariantCulture, $"{session.StartedAt.ToUnixTimeTicks():0000000000000000000}/{session.Id}");

    private static Instant StartOf(string key) => Instant.FromUnixTimeTicks(long.Parse(key.Split('/')[0], CultureInfo.InvariantCulture));

    private static OwnSession Show(Session s, SessionId current, PersonalData.PersonKey? key) =>
        new(s.Id, s.StartedAt, s.RefreshedAt, s.ExpiresAt, s.Id == current, s.Client is { } client ? key?.Decrypt(client) : null);
}
