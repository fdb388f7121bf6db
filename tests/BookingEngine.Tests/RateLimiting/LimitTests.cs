using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.RateLimiting;

/// <summary>The default limits. Each test has its own API.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task The_sixth_registration_in_an_hour_is_refused_until_the_window_ends()
    {
        await using var api = await ConfiguredApi.StartAsync();
        for (var left = 4; left >= 0; left--)
        {
            AssertCounted(await api.RegisterAsync(People.NewAddress()), 201, "\"register\";q=5;w=3600", $"\"register\";r={left};t={3600 - (60 * (4 - left))}");
            api.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        AssertRefused(await api.RegisterAsync(People.NewAddress()), 3300, "\"register\";q=5;w=3600", "\"register\";r=0;t=3300");
        api.Clock.SetUtcNow(RunningApi.Start.AddHours(1).AddTicks(-1));
        AssertRefused(await api.RegisterAsync(People.NewAddress()), 1, "\"register\";q=5;w=3600", "\"register\";r=0;t=1");
        api.Clock.SetUtcNow(RunningApi.Start.AddHours(1));
        AssertCounted(await api.RegisterAsync(People.NewAddress()), 201, "\"register\";q=5;w=3600", "\"register\";r=4;t=3600");
    }

    [Fact]
    public async Task The_eleventh_sign_in_in_a_minute_is_refused()
    {
        await using var api = await ConfiguredApi.StartAsync();
        for (var left = 9; left >= 0; left--)
        {
            AssertCounted(await api.SignInAsync($"nobody{left}@example.com", "guess"), 401, "\"login\";q=10;w=60", $"\"login\";r={left};t=60");
        }

        AssertRefused(await api.SignInAsync("nobody@example.com", "guess"), 60, "\"login\";q=10;w=60", "\"login\";r=0;t=60");
        api.Clock.Advance(TimeSpan.FromSeconds(59.5));
        AssertRefused(await api.SignInAsync("nobody@example.com", "guess"), 1, "\"login\";q=10;w=60", "\"login\";r=0;t=1");
        api.Clock.Advance(TimeSpan.FromSeconds(0.5));
        AssertCounted(await api.SignInAsync("nobody@example.com", "guess"), 401, "\"login\";q=10;w=60", "\"login\";r=9;t=60");
    }

    [Fact]
    public async Task The_fourth_recovery_in_an_hour_is_refused()
    {
        await using var api = await ConfiguredApi.StartAsync();
        for (var left = 2; left >= 0; left--)
        {
            var recover = Call.PostJson("/auth/recover-password", $$"""{"email":"nobody{{left}}@example.com"}""");
            AssertCounted(await api.SendAsync(recover), 200, "\"recover\";q=3;w=3600", $"\"recover\";r={left};t=3600");
        }

        var fourth = Call.PostJson("/auth/recover-password", """{"email":"nobody@example.com"}""");
        AssertRefused(await api.SendAsync(fourth), 3600, "\"recover\";q=3;w=3600", "\"recover\";r=0;t=3600");
    }

    [Fact]
    public async Task The_form_of_the_page_and_the_route_share_one_limit()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMIT_RESET", "2/hour"));
        var page = () => Call.PostForm("/reset-password", ("token", "x"), ("new_password", "battery staple")) with { Key = null };
        var route = () => Call.PostJson("/auth/reset-password", """{"token":"x","new_password":"battery staple"}""");

        AssertCounted(await api.SendAsync(page()), 400, "\"reset\";q=2;w=3600", "\"reset\";r=1;t=3600");
        AssertCounted(await api.SendAsync(route()), 400, "\"reset\";q=2;w=3600", "\"reset\";r=0;t=3600");
        AssertRefused(await api.SendAsync(page()), 3600, "\"reset\";q=2;w=3600", "\"reset\";r=0;t=3600");
        AssertRefused(await api.SendAsync(route()), 3600, "\"reset\";q=2;w=3600", "\"reset\";r=0;t=3600");
    }

    [Fact]
    public async Task Counts_survive_a_restart()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMIT_LOGIN", "2/minute"));
        await api.SignInAsync("nobody@example.com", "guess");
        api.Clock.Advance(TimeSpan.FromSeconds(10));
        await api.RestartAsync();

        AssertCounted(await api.SignInAsync("nobody@example.com", "guess"), 401, "\"login\";q=2;w=60", "\"login\";r=0;t=50");
        await api.RestartAsync();
        AssertRefused(await api.SignInAsync("nobody@example.com", "guess"), 50, "\"login\";q=2;w=60", "\"login\";r=0;t=50");
    }

    [Fact]
    public async Task Requests_without_the_key_do_not_count_and_disabled_limits_are_silent()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMIT_LOGIN", "1/minute"), ("RATE_LIMIT_RECOVER", "off"));
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var refused = await api.SendAsync(Call.PostForm("/auth/token", ("username", "a"), ("password", "b")) with { Key = null });
            Assert.Equal((403, null), (refused.Status, refused.Header("RateLimit")));
        }

        Assert.Equal(401, (await api.SignInAsync("nobody@example.com", "guess")).Status);
        var recovered = await api.SendAsync(Call.PostJson("/auth/recover-password", """{"email":"nobody@example.com"}"""));
        Assert.Equal((200, null, null), (recovered.Status, recovered.Header("RateLimit"), recovered.Header("RateLimit-Policy")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_clears_the_accounts_failed_sign_ins(bool byPage)
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMIT_ACCOUNT", "3/hour"));
        Assert.Equal(201, (await api.RegisterAsync("ada@example.com")).Status);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.Equal(401, (await api.SignInAsync("ada@example.com", "wrong horse")).Status);
        }

        Assert.Equal(429, (await api.SignInAsync("ADA@example.com", People.Password)).Status);
        Assert.Equal(200, (await api.SendAsync(Call.PostJson("/auth/recover-password", """{"email":"ada@example.com"}"""))).Status);
        var token = await EmailVerificationTests.TokenOfMailAsync(api, "reset-password");
        var reset = byPage
            ? Call.PostForm("/reset-password", ("token", token), ("new_password", "battery staple"))
            : Call.PostJson("/auth/reset-password", $$"""{"token":"{{token}}","new_password":"battery staple"}""");
        Assert.Equal(200, (await api.SendAsync(reset)).Status);

        Assert.Equal(200, (await api.SignInAsync("ada@example.com", "battery staple")).Status);
    }

    private static void AssertCounted(Answer answer, int status, string policy, string state) => Assert.Equal(
        (status, policy, state, null), (answer.Status, answer.Header("RateLimit-Policy"), answer.Header("RateLimit"), answer.Header("Retry-After")));

    private static void AssertRefused(Answer answer, int seconds, string policy, string state)
    {
        answer.AssertProblem(429, "too_many_requests", $"Too many requests. Try again in {seconds} seconds.");
        Assert.Equal(
            ($"{seconds}", policy, state), (answer.Header("Retry-After"), answer.Header("RateLimit-Policy"), answer.Header("RateLimit")));
    }
}
