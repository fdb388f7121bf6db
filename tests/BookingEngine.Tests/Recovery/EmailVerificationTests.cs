using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using MimeKit;

namespace BookingEngine.Tests.Recovery;

public sealed class EmailVerificationTests
{
    [Fact]
    public async Task When_verification_is_required_sign_in_needs_a_confirmed_link()
    {
        await using var api = await ConfiguredApi.StartAsync(("EMAIL_VERIFICATION", "required"));
        Assert.Equal(201, (await api.RegisterAsync("ada@example.com")).Status);
        var refused = await api.SignInAsync("ada@example.com", People.Password);
        Assert.Equal((403, "email_not_verified"), (refused.Status, refused.Member("code")));
        Assert.Equal(401, (await api.SignInAsync("ada@example.com", "wrong horse")).Status);

        var token = await TokenOfMailAsync(api);
        var page = await api.SendAsync(Call.Get($"/verify-email?token={token}") with { Key = null });
        Assert.Equal((200, true), (page.Status, page.Text.Contains("Confirm the address", StringComparison.Ordinal)));
        Assert.Equal(403, (await api.SignInAsync("ada@example.com", People.Password)).Status);

        Assert.Equal(200, (await ConfirmAsync(api, token)).Status);
        Assert.Equal(200, (await ConfirmAsync(api, token)).Status);
        Assert.Equal(200, (await api.SignInAsync("ada@example.com", People.Password)).Status);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    public async Task An_incomplete_link_confirms_nothing(string token)
    {
        await using var api = await ConfiguredApi.StartAsync(("EMAIL_VERIFICATION", "required"));
        await api.RegisterAsync("ada@example.com");
        Assert.Equal(400, (await ConfirmAsync(api, token)).Status);
        Assert.Equal(403, (await api.SignInAsync("ada@example.com", People.Password)).Status);
    }

    [Fact]
    public async Task By_default_verification_is_not_required_and_no_mail_sent()
    {
        await using var api = await ConfiguredApi.StartAsync();
        await api.RegisterAsync("ada@example.com");
        Assert.Equal(200, (await api.SignInAsync("ada@example.com", People.Password)).Status);
        Assert.Empty(MailsOf(api));
    }

    internal static Task<Answer> ConfirmAsync(ConfiguredApi api, string token, string password = People.Password) =>
        api.SendAsync(Call.PostForm("/verify-email", ("token", token), ("password", password)) with { Key = null });

    /// <summary>The token of the only mail with a link to the page. Other mails may come before it.</summary>
    internal static async Task<string> TokenOfMailAsync(ConfiguredApi api, string page = "verify-email")
    {
        string[] tokens = [];
        await Mailbox.WaitAsync(() =>
        {
            api.Clock.Advance(TimeSpan.FromSeconds(1));
            tokens = TokensOf(api, $"{RunningApi.Issuer}/{page}?token=");
            return Task.FromResult(tokens.Length > 0);
        });
        return Assert.Single(tokens);
    }

    internal static string[] MailsOf(ConfiguredApi api)
    {
        var folder = Path.Combine(api.DataFolder, "mail");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [];
    }

    private static string[] TokensOf(ConfiguredApi api, string link) =>
    [
        .. from mail in MailsOf(api)
           from line in MimeMessage.Load(mail).TextBody!.ReplaceLineEndings("\n").Split('\n')
           where line.StartsWith(link, StringComparison.Ordinal)
           select line[link.Length..],
    ];
}
