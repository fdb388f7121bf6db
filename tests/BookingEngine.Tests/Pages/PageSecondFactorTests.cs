using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Users.SecondFactors.SecondFactorFixture;

namespace BookingEngine.Tests.Pages;

/// <summary>The page asks for a code where the account has a second factor, and leads to its set-up where the role needs one.</summary>
public sealed class PageSecondFactorTests
{
    private const string Page = "/sign-in/second-factor";

    [Fact]
    public async Task The_code_is_asked_for_after_the_right_password_only()
    {
        await using var fixture = await OpenAsync();
        var (secret, _) = await fixture.EnrolAsync(await fixture.TokenAsync());
        fixture.NextStep();
        var browser = new Browser(fixture.Api.SendAsync);
        Assert.Equal("", Browser.Field(await browser.SubmitPasswordAsync(Email, "wrong horse"), "ticket"));
        var asked = await browser.SubmitPasswordAsync(Email, People.Password);
        Assert.Equal((200, (string?)null), (asked.Status, asked.Header("Set-Cookie")));
        Assert.DoesNotContain(People.Password, asked.Text, StringComparison.Ordinal);

        var ticket = Browser.Field(asked, "ticket");
        Assert.Equal(422, (await CodeAsync(browser, ticket, "000000")).Status);
        Assert.Equal(303, (await CodeAsync(browser, ticket, fixture.Code(secret))).Status);
        Assert.Equal(422, (await CodeAsync(new Browser(fixture.Api.SendAsync), ticket, fixture.Code(secret))).Status);
        Assert.Equal(200, (await browser.GetAsync(Page)).Status);
    }

    [Fact]
    public async Task A_ticket_lasts_five_minutes()
    {
        await using var fixture = await OpenAsync();
        var (secret, _) = await fixture.EnrolAsync(await fixture.TokenAsync());
        var browser = new Browser(fixture.Api.SendAsync);
        var ticket = Browser.Field(await browser.SubmitPasswordAsync(Email, People.Password), "ticket");
        fixture.Api.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(422, (await CodeAsync(browser, ticket, fixture.Code(secret))).Status);
        Assert.Null(browser.Cookie);
        ticket = Browser.Field(await browser.SubmitPasswordAsync(Email, People.Password), "ticket");
        fixture.Api.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Equal(303, (await CodeAsync(browser, ticket, fixture.Code(secret))).Status);
    }

    [Fact]
    public async Task A_ticket_is_of_one_account_and_one_password()
    {
        await using var fixture = await OpenAsync();
        var token = await fixture.TokenAsync();
        var (secret, _) = await fixture.EnrolAsync(token);
        fixture.NextStep();
        var browser = new Browser(fixture.Api.SendAsync);
        var ticket = Browser.Field(await browser.SubmitPasswordAsync(Email, People.Password), "ticket");
        Assert.Equal(422, (await browser.PostAsync("/sign-in", ("email", RunningApi.AdminEmail), ("ticket", ticket))).Status);
        var changed = Call.PutJson("/users/me/password", """{"old_password":"correct horse","new_password":"battery staple"}""");
        Assert.Equal(200, (await fixture.Api.SendAsync(changed with { Token = token })).Status);
        Assert.Equal(422, (await CodeAsync(browser, ticket, fixture.Code(secret))).Status);
        Assert.Null(browser.Cookie);
    }

    [Fact]
    public async Task Wrong_codes_count_as_failed_sign_ins()
    {
        await using var fixture = await OpenOnAsync(await ConfiguredApi.StartAsync(("RATE_LIMIT_ACCOUNT", "4/hour")));
        var (secret, _) = await fixture.EnrolAsync(await fixture.TokenAsync());
        fixture.NextStep();
        var browser = new Browser(fixture.Api.SendAsync);
        var ticket = Browser.Field(await browser.SubmitPasswordAsync(Email, People.Password), "ticket");
        for (var wrong = 0; wrong < 3; wrong++)
        {
            Assert.Equal(422, (await CodeAsync(browser, ticket, "000000")).Status);
        }

        Assert.Equal(429, (await CodeAsync(browser, ticket, fixture.Code(secret))).Status);
    }

    [Fact]
    public async Task A_role_that_needs_a_second_factor_sets_it_up_first()
    {
        await using var fixture = await OpenAsync(("SECOND_FACTOR", "admin"));
        var other = await fixture.AdminAsync();
        var browser = new Browser(fixture.Api.SendAsync);
        await browser.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword);
        var led = await browser.GetAsync("/staff");
        Assert.Equal((303, "/sign-in/second-factor?next=%2Fstaff"), (led.Status, led.Header("Location")));

        await browser.GetAsync(led.Header("Location")!);
        Assert.Equal(422, (await browser.PostAsync(Page, ("password", "wrong horse"))).Status);
        var offered = await browser.PostAsync(Page, ("password", RunningApi.AdminPassword), ("next", "/staff"));
        var secret = Browser.Field(offered, "secret");
        Assert.Equal(422, (await browser.PostAsync(Page, ("secret", secret), ("otp", "000000"))).Status);
        var done = await browser.PostAsync(Page, ("secret", secret), ("otp", fixture.Code(secret)), ("next", "/staff"));
        Assert.Equal((200, 10), (done.Status, done.Text.Split("<li><code>").Length - 1));
        Assert.Equal(200, (await browser.GetAsync("/staff")).Status);
        Assert.Equal(401, (await fixture.GetAsync(other, "/users/me")).Status);
    }

    private static Task<Answer> CodeAsync(Browser browser, string ticket, string code) =>
        browser.PostAsync("/sign-in", ("email", Email), ("ticket", ticket), ("otp", code));
}
