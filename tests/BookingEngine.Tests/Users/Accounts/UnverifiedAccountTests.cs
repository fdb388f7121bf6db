using System.Text.Json.Nodes;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using MimeKit;

namespace BookingEngine.Tests.Users.Accounts;

/// <summary>A stranger registers somebody else's address, where addresses must be verified. The account is worth nothing.</summary>
public sealed class UnverifiedAccountTests : IAsyncLifetime
{
    private const string Email = "grace@example.com", OwnersPassword = "password of grace";
    private ConfiguredApi _api = null!;

    public async Task InitializeAsync()
    {
        _api = await ConfiguredApi.StartAsync(
            ("RATE_LIMITS", "off"), ("EMAIL_VERIFICATION", "required"), ("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword));
        Assert.Equal(201, (await _api.RegisterAsync(Email)).Status);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("wrong horse")]
    public async Task The_link_without_the_accounts_password_verifies_nothing(string password)
    {
        var token = await EmailVerificationTests.TokenOfMailAsync(_api);

        Assert.Equal(422, (await EmailVerificationTests.ConfirmAsync(_api, token, password)).Status);

        Assert.Equal("email_not_verified", (await _api.SignInAsync(Email, People.Password)).Member("code"));
    }

    [Fact]
    public async Task A_new_password_at_the_link_shuts_the_stranger_out()
    {
        var token = await EmailVerificationTests.TokenOfMailAsync(_api);

        Assert.Equal(200, (await SetAsync(token, OwnersPassword)).Status);

        Assert.Equal((401, 200), ((await _api.SignInAsync(Email, People.Password)).Status, (await _api.SignInAsync(Email, OwnersPassword)).Status));
        Assert.Equal((200, 400), ((await SetAsync(token, OwnersPassword)).Status, (await SetAsync(token, "another horse")).Status));
    }

    [Fact]
    public async Task A_new_password_at_the_link_ends_the_strangers_sessions()
    {
        var token = await EmailVerificationTests.TokenOfMailAsync(_api);
        await _api.RestartAsync(("EMAIL_VERIFICATION", "off"));
        var stranger = (await _api.SignInAsync(Email, People.Password)).Member("access_token");
        await _api.RestartAsync(("EMAIL_VERIFICATION", "required"));
        Assert.Equal(200, (await BookingsAsync(stranger)).Status);

        Assert.Equal(200, (await SetAsync(token, OwnersPassword)).Status);

        Assert.Equal(401, (await BookingsAsync(stranger)).Status);
    }

    [Theory]
    [InlineData("short", "must have 8 to 128 characters")]
    [InlineData("Password1", "must not be one of the most common passwords")]
    [InlineData("Grace@example.com", "must not be the mail address")]
    public async Task A_bad_new_password_at_the_link_changes_nothing(string password, string error)
    {
        var answer = await SetAsync(await EmailVerificationTests.TokenOfMailAsync(_api), password);

        Assert.Equal(422, answer.Status);
        Assert.Contains(error, answer.Text, StringComparison.Ordinal);
        Assert.Equal("email_not_verified", (await _api.SignInAsync(Email, People.Password)).Member("code"));
    }

    [Fact]
    public async Task A_guests_bookings_are_handed_over_only_after_the_password()
    {
        var admin = await AdminAsync();
        var body = new JsonObject { ["slot"] = People.NewSlot(), ["guest"] = new JsonObject { ["name"] = "Grace", ["email"] = Email } };
        var booked = await _api.SendAsync(Call.PostJson("/bookings", body.ToJsonString()) with { Token = admin });
        var token = await EmailVerificationTests.TokenOfMailAsync(_api);
        await EmailVerificationTests.ConfirmAsync(_api, token, "wrong horse");
        Assert.DoesNotContain(await _api.EventsAsync("calendar-default"), e => e.Type == "booking-handed-over.v1");

        Assert.Equal(200, (await SetAsync(token, OwnersPassword)).Status);

        var grace = (await _api.SignInAsync(Email, OwnersPassword)).Member("access_token");
        await Mailbox.WaitAsync(async () =>
        {
            _api.Clock.Advance(TimeSpan.FromSeconds(1));
            return (await BookingsAsync(grace)).SlotsOf().Length > 0;
        });
        Assert.Equal([booked.Member("slot")], (await BookingsAsync(grace)).SlotsOf());
    }

    [Theory]
    [InlineData("staff")]
    [InlineData("admin")]
    public async Task An_unverified_account_gets_no_role_until_it_is_verified(string role)
    {
        var (admin, body) = (await AdminAsync(), $$"""{"role":"{{role}}"}""");
        var found = await _api.SendAsync(Call.Get($"/users?email={Email}") with { Token = admin });
        var path = $"/users/{(string)found.Json["users"]![0]!["id"]!}/role";

        var refused = await _api.SendAsync(Call.PutJson(path, body) with { Token = admin });

        Assert.Equal((409, "email_not_verified"), (refused.Status, refused.Member("code")));
        Assert.Equal(200, (await _api.SendAsync(Call.PutJson(path, """{"role":"customer"}""") with { Token = admin })).Status);
        await EmailVerificationTests.ConfirmAsync(_api, await EmailVerificationTests.TokenOfMailAsync(_api));
        Assert.Equal(200, (await _api.SendAsync(Call.PutJson(path, body) with { Token = admin })).Status);
    }

    [Fact]
    public async Task Passwords_at_the_link_count_as_attempts_to_sign_in()
    {
        var token = await EmailVerificationTests.TokenOfMailAsync(_api);
        await _api.RestartAsync(("RATE_LIMITS", "on"), ("RATE_LIMIT_ACCOUNT", "2/hour"));
        Assert.Equal(422, (await EmailVerificationTests.ConfirmAsync(_api, token, "first guess")).Status);
        Assert.Equal(401, (await _api.SignInAsync(Email, "second guess")).Status);

        Assert.Equal(429, (await EmailVerificationTests.ConfirmAsync(_api, token)).Status);
    }

    [Fact]
    public async Task The_mail_has_no_text_of_the_stranger()
    {
        await EmailVerificationTests.TokenOfMailAsync(_api);
        var mail = MimeMessage.Load(EmailVerificationTests.MailsOf(_api).Single());

        Assert.Equal("", mail.To.Mailboxes.Single().Name);
        Assert.StartsWith("Hello,\n", mail.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
    }

    private async Task<string> AdminAsync() => (await _api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Member("access_token");

    private Task<Answer> SetAsync(string token, string password) =>
        _api.SendAsync(Call.PostForm("/verify-email", ("token", token), ("password", ""), ("new_password", password)) with { Key = null });

    private Task<Answer> BookingsAsync(string token) => _api.SendAsync(Call.Get("/bookings") with { Token = token });
}
