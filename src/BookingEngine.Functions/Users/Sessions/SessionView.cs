using BookingEngine.Functions.Http.Answers;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Sessions;

public sealed record SessionListView(IReadOnlyList<SessionView> Sessions);

/// <param name="Current">Whether it is the session that asks.</param>
public sealed record SessionView(Guid Id, string StartedAt, string LastUsedAt, string ExpiresAt, bool Current, string? Client)
{
    public static SessionView Of(OwnSession session) => new(
        session.Id.Value, Rfc3339.Format(session.StartedAt), Rfc3339.Format(session.LastUsedAt), Rfc3339.Format(session.ExpiresAt),
        session.IsCurrent, session.Client);
}
