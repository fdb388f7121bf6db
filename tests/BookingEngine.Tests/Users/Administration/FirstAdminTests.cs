using BookingEngine.Functions;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.Users.Administration;

public sealed class FirstAdminTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_first_sign_in_with_the_configured_address_creates_the_administrator()
    {
        Assert.Empty(await _api.StreamsAsync());

        var admin = await _api.AdminAsync();

        Assert.Equal(201, (await _api.PostAsync(admin, "/locations", CatalogueCalls.Location("a"))).Status);
        Assert.Equal(["location-a", "team-all", $"user-{admin.Id}"], await _api.StreamsAsync());
    }

    [Fact]
    public async Task A_start_creates_the_administrator_once()
    {
        await _api.Services.EnsureFirstAdminAsync(CancellationToken.None);
        await _api.Services.EnsureFirstAdminAsync(CancellationToken.None);

        Assert.Equal(2, (await _api.StreamsAsync()).Length);
        Assert.Single(await _api.EventsAsync("team-all"));
        Assert.Equal(200, (await _api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
    }

    [Fact]
    public async Task A_wrong_password_does_not_prevent_the_first_administrators_sign_in()
    {
        Assert.Equal(401, (await _api.SignInAsync(RunningApi.AdminEmail, "guessed password")).Status);
        Assert.Equal(200, (await _api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
    }

    [Fact]
    public async Task Nobody_can_register_the_configured_address_first() => (await _api.RegisterAsync(RunningApi.AdminEmail.ToUpperInvariant())).AssertProblem(
        400, "email_already_registered", "Email already registered");

    [Fact]
    public async Task Fifty_concurrent_first_sign_ins_create_one_administrator()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)));

        Assert.Equal(200, (await _api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
        Assert.Single(await _api.EventsAsync("team-all"));
        Assert.Single(await _api.StreamsAsync(), s => s.StartsWith("user-", StringComparison.Ordinal) && _api.EventsAsync(s).Result.Any(e => e.Type == "user-registered.v1"));
    }

    [Fact]
    public async Task An_existing_account_first_gets_the_configured_password()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMITS", "off"));
        Assert.Equal(201, (await api.RegisterAsync(RunningApi.AdminEmail)).Status);
        var before = (await api.SignInAsync(RunningApi.AdminEmail, People.Password)).Member("access_token");

        await api.RestartAsync(("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword));

        Assert.Equal(401, (await api.SignInAsync(RunningApi.AdminEmail, People.Password)).Status);
        var token = (await api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Member("access_token");
        Assert.Equal(401, (await api.SendAsync(Call.Get("/bookings") with { Token = before })).Status);
        Assert.Equal(201, (await api.SendAsync(Call.PostJson("/locations", CatalogueCalls.Location("a").ToJsonString()) with { Token = token })).Status);
    }

    [Fact]
    public async Task The_first_administrator_needs_no_email_verification()
    {
        await using var api = await ConfiguredApi.StartAsync(
            ("RATE_LIMITS", "off"), ("EMAIL_VERIFICATION", "required"), ("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword));

        Assert.Equal(200, (await api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
    }

    [Fact]
    public async Task A_verified_account_is_promoted_and_keeps_its_password()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMITS", "off"), ("EMAIL_VERIFICATION", "required"));
        Assert.Equal(201, (await api.RegisterAsync(RunningApi.AdminEmail)).Status);
        Assert.Equal(200, (await EmailVerificationTests.ConfirmAsync(api, await EmailVerificationTests.TokenOfMailAsync(api))).Status);

        await api.RestartAsync(("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword));

        Assert.Equal(401, (await api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
        Assert.Equal(200, (await api.SignInAsync(RunningApi.AdminEmail, People.Password)).Status);
    }

    [Fact]
    public async Task An_unverified_account_is_promoted_only_with_the_configured_password()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMITS", "off"), ("EMAIL_VERIFICATION", "required"));
        Assert.Equal(201, (await api.RegisterAsync(RunningApi.AdminEmail)).Status);
        var token = await EmailVerificationTests.TokenOfMailAsync(api);

        await api.RestartAsync(("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword));

        Assert.Equal(401, (await api.SignInAsync(RunningApi.AdminEmail, People.Password)).Status);
        Assert.Equal(200, (await api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
        Assert.Equal(422, (await EmailVerificationTests.ConfirmAsync(api, token, People.Password)).Status);
    }

    [Theory]
    [InlineData("a@example.com", "Password1", "ADMIN_PASSWORD must be neither one of the most common passwords nor ADMIN_EMAIL.")]
    [InlineData("a@example.com", "A@example.com", "ADMIN_PASSWORD must be neither one of the most common passwords nor ADMIN_EMAIL.")]
    [InlineData("nobody", "long enough", "ADMIN_EMAIL must be one mail address such as admin@example.com.")]
    [InlineData("", "long enough", "ADMIN_EMAIL must be set if ADMIN_PASSWORD is set.")]
    [InlineData("a@example.com", "", "ADMIN_PASSWORD must be set to 8 to 128 characters if ADMIN_EMAIL is set.")]
    [InlineData("a@example.com", "short", "ADMIN_PASSWORD must be set to 8 to 128 characters if ADMIN_EMAIL is set.")]
    public void An_invalid_setting_is_refused_with_its_name(string email, string password, string message) => Assert.Equal(
        message, Assert.Throws<SettingException>(() => ConfiguredApi.Read(("ADMIN_EMAIL", email), ("ADMIN_PASSWORD", password))).Message);
}
