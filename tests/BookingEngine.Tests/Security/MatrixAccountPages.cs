using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Security;

/// <summary>The pages of one's own account.</summary>
internal static class MatrixAccountPages
{
    public static MatrixRow[] Rows =>
    [
        MatrixSessionPages.Get("/account"),
        new("GET /account/bookings/{id}", async (s, a) => await OpenAsync(s, a, $"/account/bookings/{await s.NewBookingAsync()}")) { Case = "the owner's" },
        new("POST /account/bookings/{id}", async (s, a) => await SendAsync(s, a, $"/account/bookings/{await s.NewBookingAsync()}", ("action", "cancel"))) { Case = "the owner's" },
        new("GET /account/bookings/{id}/entry", async (s, a) => await OpenAsync(s, a, $"/account/bookings/{await s.NewBookingAsync()}/entry")) { Case = "the owner's" },
        MatrixSessionPages.Get("/account/calendar"),
        new("POST /account/calendar", async (s, a) => await SendAsync(s, a, "/account/calendar", ("end", (await s.NewFeedAsync(s.Owner, "/users/me/feeds")).Id))) { Case = "the owner's" },
        MatrixSessionPages.Get("/account/data"),
        MatrixSessionPages.Post("/account/erase", _ => [("password", "wrong horse")]) with { Case = "with a wrong password" },
        MatrixSessionPages.Post("/account/export", _ => []),
        MatrixSessionPages.Get("/account/profile"),
        MatrixSessionPages.Post("/account/profile", _ => [("full_name", "Ada")]),
        MatrixSessionPages.Post("/account/profile/email", _ => [("email", People.NewAddress()), ("password", "wrong horse")]) with { Case = "with a wrong password" },
        MatrixSessionPages.Post("/account/profile/password", _ => [("password", "wrong horse"), ("new_password", People.Password)]) with { Case = "with a wrong password" },
        MatrixSessionPages.Post("/account/profile/second-factor", _ => [("password", "wrong horse"), ("otp", "000000")]) with { Case = "with a wrong password" },
        MatrixRow.Get("/account/recover"),
        new("POST /account/recover", (s, _) => Task.FromResult(new Pages.Browser(s.Api.SendAsync).With(Call.PostForm("/account/recover", ("email", People.NewAddress()))))),
        MatrixRow.Get("/account/register"),
        new("POST /account/register", (s, _) => Task.FromResult(new Pages.Browser(s.Api.SendAsync).With(
            Call.PostForm("/account/register", ("email", People.NewAddress()), ("full_name", "Ada"), ("new_password", People.Password))))),
        MatrixSessionPages.Get("/account/sessions"),
        new("POST /account/sessions", async (s, a) => await SendAsync(s, a, "/account/sessions", ("session", await s.SessionAsync(s.Owner)))) { Case = "the owner's" },
        MatrixSessionPages.Get("/account/waitlist"),
        MatrixSessionPages.Post("/account/waitlist", _ => [("service", "quick"), ("from", "2031-01-06"), ("to", "2031-01-05")]) with { Case = "with dates in the wrong order" },
    ];

    private static async Task<Call> OpenAsync(MatrixFixture fixture, MatrixCaller caller, string path) =>
        (await MatrixSessionPages.BrowserAsync(fixture, caller)).With(Call.Get(path));

    private static async Task<Call> SendAsync(MatrixFixture fixture, MatrixCaller caller, string path, params (string, string)[] fields)
    {
        var browser = await MatrixSessionPages.BrowserAsync(fixture, caller);
        return browser.With(browser.Form(path, fields));
    }
}
