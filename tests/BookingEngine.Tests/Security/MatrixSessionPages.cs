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
        Get("/staff?view=week&day=2031-01-03", "/staff") with { Case = "the owner's booking in it", ExpectedText = s => s.ExistingBooking },
        Get("/staff?view=week&day=2031-01-03&resource=chair-1", "/staff") with { Case = "of one resource", ExpectedText = s => s.ExistingBooking },
        Get("/staff?view=requests", "/staff") with { Case = "what waits for approval" },
        new("GET /staff/bookings/{id}", async (s, caller) => (await BrowserAsync(s, caller)).With(Call.Get($"/staff/bookings/{s.ExistingBooking}"))),
        Change("approve", s => s.NewBookingAsync("asked")),
        Change("decline", s => s.NewBookingAsync("asked")),
        Change("cancel", s => s.NewBookingAsync()),
        Change("move", s => s.NewBookingAsync(), s => [("slot", s.NewSlot())]),
        Change("complete", s => s.StartedBookingAsync()),
        Change("no_show", s => s.StartedBookingAsync()),
        Get("/staff/new"),
        Post("/staff/new", s => [("service", "cut"), ("resource", "chair-1"), ("slot", s.NewSlot()), ("name", "Grace"), ("action", "book")]),
        Get("/staff/closed-days"),
        new("POST /staff/closed-days", async (s, caller) =>
        {
            var browser = await BrowserAsync(s, caller);
            var version = Browser.Field(await browser.GetAsync("/staff/closed-days"), "version");
            return browser.With(browser.Form("/staff/closed-days", ("location", "default"), ("version", version), ("first", "2040-01-01")));
        }),
        Get("/staff/time-off"),
        Get("/staff/time-off?resource=chair-1", "/staff/time-off") with { Case = "of one resource" },
        new("POST /staff/time-off", async (s, caller) =>
        {
            var browser = await BrowserAsync(s, caller);
            return browser.With(browser.Form("/staff/time-off", ("resource", "chair-1"), ("version", await s.VersionAsync("chair-1")), ("from", "2040-01-01T00:00"), ("to", "2040-01-02T00:00")));
        }),
    ];

    private static MatrixRow Change(string action, Func<MatrixFixture, Task<string>> booking, Func<MatrixFixture, (string, string)[]>? more = null) =>
        new("POST /staff/bookings/{id}", async (s, caller) =>
        {
            var id = await booking(s);
            var browser = await BrowserAsync(s, caller);
            return browser.With(browser.Form($"/staff/bookings/{id}", [("action", action), .. more?.Invoke(s) ?? []]));
        })
        { Case = $"`{action}`" };

    public static MatrixRow Get(string path, string? route = null) => new($"GET {route ?? path}", async (s, caller) => (await BrowserAsync(s, caller)).With(Call.Get(path)));

    public static MatrixRow Post(string path, Func<MatrixFixture, (string, string)[]> fields) => new($"POST {path}", async (s, caller) =>
    {
        var browser = await BrowserAsync(s, caller);
        return browser.With(browser.Form(path, fields(s)));
    });

    public static async Task<Browser> BrowserAsync(MatrixFixture fixture, MatrixCaller caller) =>
        caller.Person is { } person ? await Browser.SignedInAsync(fixture.Api, person) : new Browser(fixture.Api.SendAsync);
}
