using System.Security.Cryptography;
using System.Text;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Recovery;

/// <summary>The page that the mail's link opens.</summary>
public sealed class ResetPageTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_page_shows_a_form_without_a_key_and_spends_no_token()
    {
        var person = await api.NewPersonAsync();
        var token = await api.NewTokenAsync(person);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            var page = await PageAsync(token);
            Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Header("Content-Type")));
            Assert.Contains($"<input type=\"hidden\" name=\"token\" value=\"{token}\">", page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(200, (await api.SubmitAsync(token)).Status);
    }

    [Fact]
    public async Task The_policy_of_the_page_allows_one_style_by_hash()
    {
        var page = await PageAsync("token");
        var style = page.Text.Split("<style>")[1].Split("</style>")[0];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            page.Header("Content-Security-Policy"));
        Assert.Equal(("no-referrer", "no-store", "nosniff"), (page.Header("Referrer-Policy"), page.Header("Cache-Control"), page.Header("X-Content-Type-Options")));
        Assert.DoesNotContain("style=", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"><script>alert(1)</script>", "value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"")]
    [InlineData("' onfocus='alert(1)", "value=\"&#39; onfocus=&#39;alert(1)\"")]
    [InlineData("&quot;", "value=\"&amp;quot;\"")]
    public async Task A_token_is_always_shown_as_text(string token, string shown)
    {
        var page = await PageAsync(token);
        var again = await api.SubmitAsync(token, "short");

        Assert.Equal((200, 422), (page.Status, again.Status));
        Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        Assert.Contains(shown, again.Text, StringComparison.Ordinal);
        Assert.Equal(page.Header("Content-Security-Policy"), again.Header("Content-Security-Policy"));
        Assert.DoesNotContain("<script", page.Text + again.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reset-password")]
    [InlineData("/reset-password?token=")]
    [InlineData("/reset-password?token=a&token=b")]
    public async Task An_incomplete_link_is_reported(string path)
    {
        var page = await api.SendAsync(Call.Get(path) with { Key = null });

        Assert.Equal(400, page.Status);
        Assert.Contains("<h1>This link no longer works</h1>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_answers_like_get_without_a_body()
    {
        var get = await PageAsync("token");
        var head = await api.SendAsync(new Call("HEAD", "/reset-password?token=token") { Key = null });

        Assert.Equal((200, ""), (head.Status, head.Text));
        Assert.Equal(get.Header("Content-Type"), head.Header("Content-Type"));
        Assert.Equal(get.Header("Content-Security-Policy"), head.Header("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("token=a&token=b&new_password=battery+staple", 400)]
    [InlineData("new_password=battery+staple", 400)]
    [InlineData("token=a", 422)]
    [InlineData("", 422)]
    public async Task An_incomplete_form_is_refused_with_a_page(string form, int status)
    {
        var body = Encoding.ASCII.GetBytes(form);

        var page = await api.SendAsync(Call.PostBytes("/reset-password", body, "application/x-www-form-urlencoded") with { Key = null });

        Assert.Equal((status, "text/html; charset=utf-8"), (page.Status, page.Header("Content-Type")));
    }

    private Task<Answer> PageAsync(string token) =>
        api.SendAsync(Call.Get($"/reset-password?token={Uri.EscapeDataString(token)}") with { Key = null });
}
