using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Tests.Users.Sessions;

namespace BookingEngine.Tests.Users.SecondFactors;

/// <summary>An account with a second factor.</summary>
public sealed class SecondFactorTests : IAsyncLifetime
{
    private SecondFactorFixture _fixture = null!;
    private string _token = "", _secret = "";
    private string[] _recovery = [];

    public async Task InitializeAsync()
    {
        _fixture = await SecondFactorFixture.OpenAsync();
        _token = await _fixture.TokenAsync();
        (_secret, _recovery) = await _fixture.EnrolAsync(_token);
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task After_the_right_password_a_code_is_required()
    {
        (await _fixture.SignInAsync()).AssertProblem(
            401, "second_factor_required", "This account has a second factor. Send the code of the authenticator app as otp.", error: "invalid_grant");
        Assert.Equal("second_factor_required", (await _fixture.SignInAsync(" ")).Member("code"));
        Assert.Equal("invalid_credentials", (await _fixture.SignInAsync(password: "wrong horse")).Member("code"));
        Assert.Equal("invalid_credentials", (await _fixture.SignInAsync(_fixture.Code(_secret, 1), password: "wrong horse")).Member("code"));
        Assert.Equal(200, (await _fixture.SignInAsync(_fixture.Code(_secret, 1))).Status);
    }

    [Fact]
    public async Task A_code_works_once_also_concurrently_and_no_earlier_one_after_it()
    {
        Assert.Equal("second_factor_invalid", (await _fixture.SignInAsync(_fixture.Code(_secret))).Member("code"));
        _fixture.NextStep();
        var (before, code) = (_fixture.Code(_secret, -1), _fixture.Code(_secret, 1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _fixture.SignInAsync(code))));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal((401, "second_factor_invalid"), (answer.Status, answer.Member("code"))));
        Assert.Equal("second_factor_invalid", (await _fixture.SignInAsync(_fixture.Code(_secret))).Member("code"));
        Assert.Equal("second_factor_invalid", (await _fixture.SignInAsync(before)).Member("code"));
    }

    [Fact]
    public async Task Each_recovery_code_works_once_in_any_spelling()
    {
        Assert.Equal((10, 10), (_recovery.Length, _recovery.Distinct().Count()));
        Assert.Equal(200, (await _fixture.SignInAsync(_recovery[0])).Status);
        Assert.Equal("second_factor_invalid", (await _fixture.SignInAsync(_recovery[0])).Member("code"));
        Assert.Equal(200, (await _fixture.SignInAsync(_recovery[1].Replace("-", " ", StringComparison.Ordinal).ToUpperInvariant())).Status);
        Assert.Equal("second_factor_invalid", (await _fixture.SignInAsync(_recovery[1])).Member("code"));
    }

    [Fact]
    public async Task Neither_the_secret_nor_a_recovery_code_is_stored_in_clear()
    {
        var id = (await _fixture.GetAsync(_token, "/users/me")).Member("id");
        var events = string.Concat((await _fixture.Api.EventsAsync($"user-{id}")).Select(e => e.Json));
        Assert.Contains("recovery_hashes", events, StringComparison.Ordinal);
        Assert.All(_recovery.Append(_secret), secret => Assert.DoesNotContain(secret, events, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_password_reset_does_not_bypass_it()
    {
        Assert.Equal(200, (await _fixture.Api.SendAsync(Call.PostJson("/auth/recover-password", $$"""{"email":"{{SecondFactorFixture.Email}}"}"""))).Status);
        var reset = await EmailVerificationTests.TokenOfMailAsync(_fixture.Api, "reset-password");
        Assert.Equal(200, (await _fixture.Api.SendAsync(Call.PostForm("/reset-password", ("token", reset), ("new_password", "battery staple")))).Status);

        Assert.Equal("second_factor_required", (await _fixture.SignInAsync(password: "battery staple")).Member("code"));
        _fixture.Api.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await _fixture.SignInAsync(_fixture.Code(_secret), password: "battery staple")).Status);
    }

    [Fact]
    public async Task Setting_it_up_ends_all_other_sessions()
    {
        await using var fixture = await SecondFactorFixture.OpenAsync();
        var (own, other) = (await fixture.TokenAsync(), await fixture.SignInAsync());

        await fixture.EnrolAsync(own);

        Assert.Equal((200, 401), ((await fixture.GetAsync(own, "/users/me")).Status, (await fixture.GetAsync(other.Member("access_token"), "/users/me")).Status));
        Assert.Equal(401, (await fixture.Api.SendAsync(SessionCalls.Refresh(other.Member("refresh_token")))).Status);
    }

    [Fact]
    public async Task It_counts_only_after_a_right_code_within_half_an_hour()
    {
        await using var fixture = await SecondFactorFixture.OpenAsync();
        var token = await fixture.TokenAsync();
        Assert.Equal((409, "second_factor_not_requested"), await fixture.ConfirmAsync(token, "000000").CodeAsync());
        Assert.Equal((400, "old_password_incorrect"), await fixture.RequestAsync(token, "wrong horse").CodeAsync());
        var (first, second) = ((await fixture.RequestAsync(token)).Member("secret"), (await fixture.RequestAsync(token)).Member("secret"));
        Assert.Equal((400, "second_factor_invalid"), await fixture.ConfirmAsync(token, fixture.Code(first)).CodeAsync());
        Assert.Equal(200, (await fixture.SignInAsync()).Status);
        fixture.Api.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal((409, "second_factor_not_requested"), await fixture.ConfirmAsync(token, fixture.Code(second)).CodeAsync());
    }

    [Fact]
    public async Task It_is_removed_with_password_and_code_only()
    {
        Assert.Equal((409, "second_factor_enrolled"), await _fixture.RequestAsync(_token).CodeAsync());
        _fixture.NextStep();
        Assert.Equal((400, "old_password_incorrect"), await _fixture.RemoveAsync(_token, _fixture.Code(_secret), "wrong horse").CodeAsync());
        Assert.Equal((400, "second_factor_invalid"), await _fixture.RemoveAsync(_token, "000000").CodeAsync());

        Assert.Equal(204, (await _fixture.RemoveAsync(_token, _fixture.Code(_secret))).Status);

        Assert.Equal(200, (await _fixture.SignInAsync()).Status);
        Assert.Equal((404, "second_factor_not_enrolled"), await _fixture.RemoveAsync(_token, "000000").CodeAsync());
    }

    [Fact]
    public async Task Wrong_codes_count_as_failed_sign_ins()
    {
        await _fixture.Api.RestartAsync(("RATE_LIMITS", "on"), ("RATE_LIMIT_ACCOUNT", "3/hour"));
        foreach (var code in new[] { "000000", "", "111111" })
        {
            Assert.Equal(401, (await _fixture.SignInAsync(code)).Status);
        }

        Assert.Equal(429, (await _fixture.SignInAsync(_fixture.Code(_secret, 1))).Status);
        Assert.Equal(429, (await _fixture.RemoveAsync(_token, _fixture.Code(_secret, 1))).Status);
    }
}
