using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Pages;

/// <summary>The session that a browser names by its cookie is one of the sessions that the routes know.</summary>
public sealed class PageSessionTests : AdministratorTests
{
    // A page that everyone who is signed in may open.
    private const string Page = "/sign-in/second-factor";

    [Fact]
    public async Task Signing_in_sets_one_cookie_that_only_this_host_and_no_script_gets()
    {
        var signedIn = await new Browser(Api.SendAsync).SubmitPasswordAsync(Admin.Email, Admin.Password);
        Assert.Equal(303, signedIn.Status);
        Assert.Matches("^__Host-session=[A-Za-z0-9_-]{86}; expires=[^;]+; path=/; secure; samesite=lax; httponly$", signedIn.Header("Set-Cookie"));
        Assert.Equal("", signedIn.Text);
    }

    [Fact]
    public async Task The_cookie_is_no_token_and_a_token_is_no_cookie()
    {
        var browser = await Browser.SignedInAsync(Api, Admin);
        (await Api.SendAsync(Call.Get("/users/me") with { Token = browser.Cookie })).AssertIsUnauthorized();
        var refresh = await Api.SendAsync(Call.PostJson("/auth/refresh", new JsonObject { ["refresh_token"] = browser.Cookie }.ToJsonString()));
        Assert.Equal((401, "invalid_refresh_token"), (refresh.Status, refresh.Member("code")));
        var tokens = await Api.SignInAsync(Admin.Email, Admin.Password);
        foreach (var token in new[] { tokens.Member("access_token"), tokens.Member("refresh_token"), browser.FormToken, browser.Cookie![..^1] + "!" })
        {
            Assert.Equal(303, (await new Browser(Api.SendAsync) { Cookie = token }.GetAsync(Page)).Status);
        }

        Assert.Equal(200, (await browser.GetAsync(Page)).Status);
    }

    [Fact]
    public async Task The_session_is_in_the_list_and_ends_with_its_entry()
    {
        var person = await Api.NewPersonAsync();
        var browser = await Browser.SignedInAsync(Api, person);
        var sessions = (await Api.SendAsync(Call.Get("/users/me/sessions") with { Token = person.Token })).Json["sessions"]!.AsArray();
        var other = (string)sessions.Single(s => !(bool)s!["current"]!)!["id"]!;
        Assert.Equal(200, (await Api.SendAsync(new Call("DELETE", $"/users/me/sessions/{other}") { Token = person.Token })).Status);
        await AssertSignedOutAsync(browser);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("role")]
    [InlineData("deactivate")]
    [InlineData("erase")]
    public async Task What_ends_sessions_ends_that_of_the_browser(string what)
    {
        var person = await Api.NewPersonAsync();
        var browser = await Browser.SignedInAsync(Api, person);
        var done = await Api.SendAsync(what switch
        {
            "password" => Call.PutJson("/users/me/password", """{"old_password":"correct horse","new_password":"battery staple"}""") with { Token = person.Token },
            "role" => Call.PutJson($"/users/{person.Id}/role", """{"role":"staff"}""") with { Token = Admin.Token },
            "deactivate" => Call.Post($"/users/{person.Id}/deactivate") with { Token = Admin.Token },
            _ => new Call("DELETE", $"/users/{person.Id}") { Token = Admin.Token },
        });
        Assert.InRange(done.Status, 200, 204);
        await AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_clears_the_cookie()
    {
        var browser = await Browser.SignedInAsync(Api, Admin);
        var cookie = browser.Cookie;
        var signedOut = await browser.PostAsync("/sign-out");
        Assert.Equal((303, "/sign-in?ended=1"), (signedOut.Status, signedOut.Header("Location")));
        Assert.Equal("__Host-session=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/; secure; samesite=lax; httponly", signedOut.Header("Set-Cookie"));
        browser.Cookie = cookie;
        await AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_former_session_of_the_browser()
    {
        var browser = await Browser.SignedInAsync(Api, Admin);
        var former = new Browser(Api.SendAsync) { Cookie = browser.Cookie };
        await browser.SignInAsync(Admin.Email, Admin.Password);
        await AssertSignedOutAsync(former);
        Assert.Equal(200, (await browser.GetAsync(Page)).Status);
    }

    [Fact]
    public async Task Use_extends_the_session_up_to_its_maximum()
    {
        var browser = await Browser.SignedInAsync(Api, Admin);
        Assert.Null((await browser.GetAsync(Page)).Header("Set-Cookie"));
        for (var day = 20; day <= 80; day += 20)
        {
            Api.Clock.Advance(TimeSpan.FromDays(20) - TimeSpan.FromMinutes(1));
            Assert.NotNull((await browser.GetAsync(Page)).Header("Set-Cookie"));
        }

        Api.Clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await browser.GetAsync(Page)).Status);
        Api.Clock.Advance(TimeSpan.FromMinutes(10));
        await AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task A_page_with_a_session_is_not_kept_framed_or_told_to_others()
    {
        var page = await (await Browser.SignedInAsync(Api, Admin)).GetAsync(Page);
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
        Assert.Contains("<meta name=\"referrer\" content=\"same-origin\">", page.Text, StringComparison.Ordinal); // otherwise forms name no origin
        Assert.Equal("noindex", page.Header("X-Robots-Tag"));
        Assert.Contains("frame-ancestors 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff", "/staff")]
    [InlineData("/staff?day=2030-05-01", "/staff?day=2030-05-01")]
    [InlineData("/staffroom", "/staff")]
    [InlineData("//evil.example", "/staff")]
    [InlineData("https://evil.example/staff", "/staff")]
    [InlineData("/staff/\\evil", "/staff")]
    [InlineData("/docs", "/staff")]
    public async Task After_the_sign_in_only_our_own_pages_open(string next, string opened)
    {
        var browser = new Browser(Api.SendAsync);
        var signedIn = await browser.SubmitPasswordAsync(Admin.Email, Admin.Password, ("next", next));
        Assert.StartsWith("/sign-in?next=%2Fstaff", signedIn.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(opened, (await browser.GetAsync(signedIn.Header("Location")!)).Header("Location"));
        Assert.Equal(opened, (await browser.GetAsync($"/sign-in?next={Uri.EscapeDataString(next)}")).Header("Location"));
    }

    [Fact]
    public async Task A_browser_that_keeps_no_cookie_is_told_so()
    {
        var signedIn = await new Browser(Api.SendAsync).SubmitPasswordAsync(Admin.Email, Admin.Password);
        var page = await new Browser(Api.SendAsync).GetAsync(signedIn.Header("Location")!);
        Assert.Contains("has not kept the sign-in", page.Text, StringComparison.Ordinal);
    }

    private static async Task AssertSignedOutAsync(Browser browser)
    {
        var answer = await browser.GetAsync(Page);
        Assert.Equal((303, "/sign-in"), (answer.Status, answer.Header("Location")));
    }
}
