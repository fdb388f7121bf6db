using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Users.Sessions;
using BookingEngine.Users.Sessions;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>How a session goes on, and how it ends.</summary>
internal static class SessionOperations
{
    private const string RefreshToken = "AZejwrTVf26KkLHC0-T1BhRz2jU4lQmXyO0b7Ck9sWnVtE5pYd3HgJ6aK8fNrLqx";

    public static TokenView Tokens { get; } = new(Samples.AccessToken, "bearer", 3600, RefreshToken, 2_592_000);

    public static Operation Refresh => new(
        typeof(RefreshSessionFunction), "Refresh a session",
        "Answers a new access token and a new refresh token; the refresh token that was sent is spent. One that was spent before ends the session, "
        + "for somebody has copied it: keep the newest, and send it once. Of several requests with the same token at once one gets the new tokens.")
    {
        Body = RequestBody.Json<RefreshSessionRequest>(new() { ["refresh_token"] = RefreshToken }),
        Answer = new(200, "The session goes on.", SessionsJson.Default.TokenView)
        {
            Examples = new Dictionary<string, object> { ["refreshed"] = Tokens },
        },
        Problems =
        [
            Problem.Of(RefreshSessionHandler.InvalidToken) with { Error = "invalid_grant", Header = ("WWW-Authenticate", "Bearer") },
            Samples.Invalid("refresh_token", "is required"),
        ],
    };

    public static Operation Logout => new(
        typeof(SignOutFunction), "Sign out", "Ends the session that asks: none of its tokens is good any more, the refresh token included.")
    {
        Answer = Message("The session has ended.", "signed_out", "Signed out"),
    };

    public static Operation List => new(
        typeof(ListSessionsFunction), "List own sessions", "The caller's sessions that stand, the last that was started first: the 100 newest.")
    {
        Answer = new(200, "The sessions.", SessionsJson.Default.SessionListView)
        {
            Examples = new Dictionary<string, object> { ["sessions"] = new SessionListView([Session]) },
        },
    };

    public static Operation End => new(
        typeof(EndSessionFunction), "End one of one's sessions", "Ends a session of the caller's, wherever it is signed in. Its tokens are dead at once.")
    {
        Parameters = [CatalogueSchemas.Id("session")],
        Answer = Message("The session has ended.", "ended", "Session ended"),
        Problems = [Problem.Of(OwnSessions.NotFound)],
    };

    public static ViewDescription TokenShape => new("Token", SessionsJson.Default.TokenView, "The tokens of a session.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["access_token"] = "What to send as `Authorization: Bearer …`. Opaque: do not read it.",
            ["token_type"] = "Always `bearer`.",
            ["expires_in"] = "For how many seconds the access token is good.",
            ["refresh_token"] = "What to send to `POST /auth/refresh`, once. Opaque.",
            ["refresh_expires_in"] = "For how many seconds the refresh token is good.",
        },
    };

    public static ViewDescription ListShape => new("SessionList", SessionsJson.Default.SessionListView, "One's own sessions.")
    {
        Fields = new Dictionary<string, FieldDescription> { ["sessions"] = "The sessions." },
    };

    public static ViewDescription SessionShape => new("Session", SessionsJson.Default.SessionView, "A sign-in that stands.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["id"] = "The session's id.",
            ["started_at"] = new("When it was signed in.", "date-time"),
            ["last_used_at"] = new("When tokens were last issued for it.", "date-time"),
            ["expires_at"] = new("When it ends unless it is refreshed.", "date-time"),
            ["current"] = "Whether it is the session that asks.",
            ["client"] = "What signed in, as it called itself (`User-Agent`); null where it did not say.",
        },
    };

    private static SessionView Session => new(
        new Guid("0197a3c2-c6e7-7a10-8b21-d3e4f5061728"), "2030-05-01T09:12:51.0023Z", "2030-05-01T10:12:40.7719Z", "2030-05-31T10:12:40.7719Z",
        Current: true, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");

    private static Answer Message(string description, string example, string text) => new(200, description, ApiJson.Default.MessageView)
    {
        Examples = new Dictionary<string, object> { [example] = new MessageView(text) },
    };
}
