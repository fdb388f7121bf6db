using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BookingEngine.Tests.Users.Sessions;

public sealed class RefreshTests : IAsyncLifetime, IDisposable
{
    private readonly LogLines _log = new();
    private readonly RunningApi _api;

    public RefreshTests() => _api = new RunningApi { Replacing = services => services.AddSingleton<ILoggerProvider>(_log) };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_refresh_token_gives_two_new_tokens_and_is_spent()
    {
        var first = await SignInAsync();
        _api.Clock.Advance(TimeSpan.FromMinutes(61));
        (await ListAsync(first)).AssertIsUnauthorized();

        var second = await _api.SendAsync(SessionCalls.Refresh(first.Member("refresh_token")));

        second.AssertIs(200, new JsonObject
        {
            ["access_token"] = second.Member("access_token"),
            ["token_type"] = "bearer",
            ["expires_in"] = 3600,
            ["refresh_token"] = second.Member("refresh_token"),
            ["refresh_expires_in"] = 2_592_000,
        });
        Assert.Equal("no-store", second.Header("Cache-Control"));
        Assert.Equal(200, (await ListAsync(second)).Status);
        Assert.NotEqual(first.Member("refresh_token"), second.Member("refresh_token"));
        (await ListAsync(first)).AssertIsUnauthorized();
    }

    [Fact]
    public async Task A_reused_token_ends_every_token_of_its_sign_in_only()
    {
        var first = await SignInAsync();
        var other = await _api.SignInAsync("ada@example.com");
        var second = await _api.SendAsync(SessionCalls.Refresh(first.Member("refresh_token")));
        var third = await _api.SendAsync(SessionCalls.Refresh(second.Member("refresh_token")));
        Assert.All(new[] { first, second, third }, a => Assert.Equal(200, ListAsync(a).Result.Status));

        _api.Clock.Advance(TimeSpan.FromSeconds(11));
        (await _api.SendAsync(SessionCalls.Refresh(first.Member("refresh_token")))).AssertInvalidRefreshToken();

        foreach (var ended in new[] { first, second, third })
        {
            (await ListAsync(ended)).AssertIsUnauthorized();
            (await _api.SendAsync(SessionCalls.Refresh(ended.Member("refresh_token")))).AssertInvalidRefreshToken();
        }

        Assert.Equal(200, (await ListAsync(other)).Status);
        Assert.Single(_log.All, line => line.Contains("A refresh token was used twice", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.All, line => line.Contains(first.Member("refresh_token"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_40_concurrent_refreshes_one_succeeds()
    {
        var first = await SignInAsync();

        var answers = await RaceTests.AtOnceAsync(40, _ => _api.SendAsync(SessionCalls.Refresh(first.Member("refresh_token"))));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.AssertIsSuperseded());
        var winner = answers.Single(a => a.Status == 200);
        Assert.Equal(200, (await ListAsync(winner)).Status);
        Assert.Equal(200, (await _api.SendAsync(SessionCalls.Refresh(winner.Member("refresh_token")))).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task A_second_tab_within_10_seconds_signs_nobody_out(int seconds)
    {
        var first = await SignInAsync();
        var second = await _api.SendAsync(SessionCalls.Refresh(first.Member("refresh_token")));
        _api.Clock.Advance(TimeSpan.FromSeconds(seconds));

        (await _api.SendAsync(SessionCalls.Refresh(first.Member("refresh_token")))).AssertIsSuperseded();

        Assert.Equal(200, (await ListAsync(second)).Status);
        Assert.Equal(200, (await _api.SendAsync(SessionCalls.Refresh(second.Member("refresh_token")))).Status);
        Assert.DoesNotContain(_log.All, line => line.Contains("A refresh token was used twice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_access_token_is_not_a_refresh_token_and_vice_versa()
    {
        var signedIn = await SignInAsync();

        (await _api.SendAsync(SessionCalls.Refresh(signedIn.Member("access_token")))).AssertInvalidRefreshToken();
        (await _api.SendAsync(Call.Get("/users/me") with { Token = signedIn.Member("refresh_token") })).AssertIsUnauthorized();

        Assert.Equal(200, (await ListAsync(signedIn)).Status);
        Assert.Equal(200, (await _api.SendAsync(SessionCalls.Refresh(signedIn.Member("refresh_token")))).Status);
    }

    [Fact]
    public async Task A_session_outlives_access_tokens_and_ends_after_30_idle_days()
    {
        var newest = await SignInAsync();
        for (var i = 0; i < 3; i++)
        {
            _api.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
            newest = await _api.SendAsync(SessionCalls.Refresh(newest.Member("refresh_token")));
            Assert.Equal(200, newest.Status);
        }

        _api.Clock.Advance(TimeSpan.FromDays(30));
        (await _api.SendAsync(SessionCalls.Refresh(newest.Member("refresh_token")))).AssertInvalidRefreshToken();
    }

    [Theory]
    [InlineData("{}", "refresh_token", "is required")]
    [InlineData("""{"refresh_token":""}""", "refresh_token", "must have 1 to 4096 characters")]
    [InlineData("""{"refresh_token":7}""", "refresh_token", "must be a text")]
    public async Task A_body_without_a_token_is_refused_by_field(string body, string field, string text) =>
        (await _api.SendAsync(Call.PostJson("/auth/refresh", body))).AssertInvalidFields((field, text));

    [Theory]
    [InlineData("demo")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ä b\n")]
    public async Task Any_other_text_is_refused(string text) => (await _api.SendAsync(SessionCalls.Refresh(text))).AssertInvalidRefreshToken();

    [Fact]
    public async Task Only_the_hash_of_a_token_is_stored()
    {
        var signedIn = await SignInAsync();
        var sessions = _api.Services.GetRequiredService<ISessions>();
        var profile = await _api.SendAsync(Call.Get("/users/me") with { Token = signedIn.Member("access_token") });

        var standing = Assert.Single(await sessions.ListAsync(
            new UserId(Guid.Parse(profile.Member("id"))), NodaTime.Instant.FromDateTimeOffset(RunningApi.Start),
            NodaTime.Instant.FromDateTimeOffset(RunningApi.Start), 10, CancellationToken.None));

        Assert.Equal(RefreshTokens.Hash(signedIn.Member("refresh_token")), standing.RefreshHash);
    }

    private async Task<Answer> SignInAsync()
    {
        await _api.RegisterAsync("ada@example.com");
        return await _api.SignInAsync("ada@example.com");
    }

    private Task<Answer> ListAsync(Answer tokens) => _api.SendAsync(Call.Get("/bookings") with { Token = tokens.Member("access_token") });
}
