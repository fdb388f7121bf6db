using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Pages;

/// <summary>Only forms of our own pages, of the same session, change anything.</summary>
public sealed class PageFormTests : AdministratorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("https://evil.example")]
    [InlineData("http://booking.example.com")]
    [InlineData("https://booking.example.com.evil.example")]
    [InlineData("https://booking.example.com:444")]
    public async Task A_form_from_another_origin_is_refused(string? origin)
    {
        var browser = await Browser.SignedInAsync(Api, Admin);
        browser.Origin = origin;
        Assert.Equal(403, (await browser.PostAsync("/sign-out")).Status);
        Assert.Equal(403, (await new Browser(Api.SendAsync) { Origin = origin }.SubmitPasswordAsync(Admin.Email, Admin.Password)).Status);
        Assert.Equal(200, (await browser.GetAsync("/sign-in/second-factor")).Status);
    }

    [Fact]
    public async Task A_form_from_the_requests_own_host_is_taken()
    {
        var browser = new Browser(Api.SendAsync) { Origin = Api.Address.GetLeftPart(UriPartial.Authority) };
        await browser.SignInAsync(Admin.Email, Admin.Password);
    }

    [Fact]
    public async Task A_form_without_its_sessions_token_is_refused()
    {
        var (browser, other) = (await Browser.SignedInAsync(Api, Admin), await Browser.SignedInAsync(Api, Admin));
        foreach (var token in new[] { "", "x", other.FormToken, browser.Cookie! })
        {
            browser.FormToken = token;
            Assert.Equal(403, (await browser.PostAsync("/sign-out")).Status);
            Assert.Equal(200, (await browser.GetAsync("/sign-in/second-factor")).Status);
        }
    }

    [Fact]
    public async Task Each_page_has_another_token_and_all_are_valid()
    {
        var browser = await Browser.SignedInAsync(Api, Admin);
        var first = browser.FormToken;
        await browser.GetAsync("/sign-in/second-factor");
        Assert.NotEqual(first, browser.FormToken);
        browser.FormToken = first;
        Assert.Equal(303, (await browser.PostAsync("/sign-out")).Status);
    }

    [Fact]
    public async Task Wrong_passwords_of_pages_and_routes_count_together()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMIT_ACCOUNT", "3/hour"), ("RATE_LIMIT_LOGIN", "off"));
        Assert.Equal(201, (await api.RegisterAsync("ada@example.com")).Status);
        var browser = new Browser(api.SendAsync);
        Assert.Equal(422, (await browser.SubmitPasswordAsync("ada@example.com", "wrong horse")).Status);
        Assert.Equal(401, (await api.SignInAsync("ada@example.com", "wrong horse")).Status);
        Assert.Equal(422, (await browser.SubmitPasswordAsync("nobody@example.com", "wrong horse")).Status);
        Assert.Equal(422, (await browser.SubmitPasswordAsync("ADA@example.com", "wrong horse")).Status);
        var throttled = await browser.SubmitPasswordAsync("ada@example.com", People.Password);
        Assert.Equal((429, "3600"), (throttled.Status, throttled.Header("Retry-After")));
        Assert.StartsWith("text/html", throttled.Header("Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_ins_of_an_address_are_limited_as_on_the_route()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMIT_LOGIN", "2/minute"));
        var browser = new Browser(api.SendAsync);
        Assert.Equal(422, (await browser.SubmitPasswordAsync("a@example.com", "wrong horse")).Status);
        Assert.Equal(401, (await api.SignInAsync("b@example.com", "wrong horse")).Status);
        Assert.Equal(429, (await browser.SubmitPasswordAsync("c@example.com", "wrong horse")).Status);
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_the_same_page()
    {
        var browser = new Browser(Api.SendAsync);
        var (unknown, wrong) = (await browser.SubmitPasswordAsync("nobody@example.com", "wrong horse"), await browser.SubmitPasswordAsync(Admin.Email, "wrong horse"));
        Assert.Equal(unknown.Text.Replace("nobody@example.com", Admin.Email, StringComparison.Ordinal), wrong.Text);
        Assert.DoesNotContain("wrong horse", wrong.Text, StringComparison.Ordinal);
    }
}
