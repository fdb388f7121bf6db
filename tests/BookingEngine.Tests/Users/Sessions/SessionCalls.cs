using BookingEngine.Functions.Users.Sessions;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Users.Sessions;

/// <summary>Requests about sessions, one method each.</summary>
internal static class SessionCalls
{
    public static Call Refresh(string refreshToken) =>
        RequestJson.Post("/auth/refresh", new RefreshSessionRequest(refreshToken));

    public static Call Sessions(string token) => Call.Get("/users/me/sessions") with { Token = token };

    public static Call End(string token, string id) => new("DELETE", $"/users/me/sessions/{id}") { Token = token };

    public static Call Logout(string token) => Call.Post("/auth/logout") with { Token = token };

    public static void AssertIsSuperseded(this Answer answer)
    {
        answer.AssertProblem(
            401, "refresh_superseded", "This refresh token was replaced a moment ago, perhaps by another tab. Use the newest tokens of the session.",
            error: "invalid_grant");
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    /// <summary>Asserts the same answer for every invalid refresh token, whatever its fault.</summary>
    public static void AssertInvalidRefreshToken(this Answer answer)
    {
        answer.AssertProblem(401, "invalid_refresh_token", "Invalid or expired refresh token: sign in again.", error: "invalid_grant");
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }
}
