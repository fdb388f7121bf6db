using BookingEngine.Times;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Users.Sessions;

[Shape("SessionList", "The caller's sessions.")]
public sealed record SessionListView(
    [property: Field("The sessions.")] IReadOnlyList<SessionView> Sessions,
    [property: Field("The cursor of the next page. Null on the last page.")] string? NextCursor);

[Shape("Session", "A session that has not ended.")]
public sealed record SessionView(
    [property: Field("The session's id.")] Guid Id,
    [property: Field("When the user signed in.", Format = "date-time")] string StartedAt,
    [property: Field("When the session last got tokens.", Format = "date-time")] string LastUsedAt,
    [property: Field("When the session ends, unless it is refreshed before.", Format = "date-time")] string ExpiresAt,
    [property: Field("Whether it is the session of this request.")] bool Current,
    [property: Field("The client's `User-Agent` at sign-in. Null if it sent none.")] string? Client)
{
    internal static SessionView Example => new(
        new Guid("0197a3c2-c6e7-7a10-8b21-d3e4f5061728"), "2030-05-01T09:12:51.0023Z", "2030-05-01T10:12:40.7719Z", "2030-05-31T10:12:40.7719Z",
        Current: true, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");

    public static SessionView Of(OwnSession session) => new(
        session.Id.Value, Rfc3339.Format(session.StartedAt), Rfc3339.Format(session.LastUsedAt), Rfc3339.Format(session.ExpiresAt),
        session.IsCurrent, session.Client);
}
