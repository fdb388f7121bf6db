using BookingEngine.Tests.Http;
using BookingEngine.Tests.Pages;

namespace BookingEngine.Tests.Security;

/// <summary>The pages with a session. Each caller has signed in on the page.</summary>
internal static class MatrixSessionPages
{
    public static MatrixRow[] Rows =>
    [
        MatrixRow.Get("/sign-in"),
        new("POST /sign-in", (s, _) => Task.FromResult(new Browser(s.Api.SendAsync).With(
            Call.PostForm("/sign-in", ("email", s.Owner.Email), ("password", People.Password))))) { Case = "with the password" },
        Get("/sign-in/second-factor"),
        Post("/sign-in/second-factor", _ => [("password", "wrong horse")]) with { Case = "with a wrong password" },
        Post("/sign-out", _ => []),
    ];

    private static MatrixRow Get(string path, string? route = null) => new($"GET {route ?? path}", async (s, caller) => (await BrowserAsync(s, caller)).With(Call.Get(path)));

    private static MatrixRow Post(string path, Func<MatrixFixture, (string, string)[]> fields) => new($"POST {path}", async (s, caller) =>
    {
        var browser = await BrowserAsync(s, caller);
        return browser.With(browser.Form(path, fields(s)));
    });

    private static async Task<Browser> BrowserAsync(MatrixFixture fixture, MatrixCaller caller) =>
        caller.Person is { } person ? await Browser.SignedInAsync(fixture.Api, person) : new Browser(fixture.Api.SendAsync);
}
