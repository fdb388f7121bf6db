using BookingEngine.Functions;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Users.Administration;

public sealed class FirstAdminTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_first_sign_in_of_the_named_address_makes_the_administrator()
    {
        Assert.Empty(await _api.StreamsAsync());

        var admin = await _api.AdminAsync();

        Assert.Equal(201, (await _api.PostAsync(admin, "/locations", Shop.Location("a"))).Status);
        Assert.Equal(["location-a", "team-all", $"user-{admin.Id}"], await _api.StreamsAsync());
    }

    [Fact]
    public async Task A_start_makes_the_administrator_once()
    {
        await _api.Services.EnsureFirstAdminAsync(CancellationToken.None);
        await _api.Services.EnsureFirstAdminAsync(CancellationToken.None);

        Assert.Equal(2, (await _api.StreamsAsync()).Length);
        Assert.Single(await _api.EventsAsync("team-all"));
        Assert.Equal(200, (await _api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
    }

    [Fact]
    public async Task A_wrong_password_makes_the_administrator_and_lets_nobody_in()
    {
        Assert.Equal(401, (await _api.SignInAsync(RunningApi.AdminEmail, "guessed password")).Status);
        Assert.Equal(200, (await _api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
    }

    [Fact]
    public async Task Nobody_registers_the_named_address_first() => (await _api.RegisterAsync(RunningApi.AdminEmail.ToUpperInvariant())).AssertProblem(
        400, "email_already_registered", "Email already registered");

    [Fact]
    public async Task Fifty_first_sign_ins_at_once_make_one_administrator()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)));

        Assert.Equal(200, (await _api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
        Assert.Single(await _api.EventsAsync("team-all"));
        Assert.Single(await _api.StreamsAsync(), s => s.StartsWith("user-", StringComparison.Ordinal) && _api.EventsAsync(s).Result.Any(e => e.Type == "user-registered.v1"));
    }

    [Fact]
    public async Task An_account_that_is_there_is_promoted_and_keeps_its_password()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMITS", "off"));
        Assert.Equal(201, (await api.RegisterAsync(RunningApi.AdminEmail)).Status);
        var before = (await api.SignInAsync(RunningApi.AdminEmail, People.Password)).Member("access_token");

        await api.RestartAsync(("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword));

        Assert.Equal(401, (await api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
        var token = (await api.SignInAsync(RunningApi.AdminEmail, People.Password)).Member("access_token");
        Assert.Equal(401, (await api.SendAsync(Call.Get("/bookings") with { Token = before })).Status);
        Assert.Equal(201, (await api.SendAsync(Call.PostJson("/locations", Shop.Location("a").ToJsonString()) with { Token = token })).Status);
    }

    [Fact]
    public async Task A_deployment_that_wants_proof_of_addresses_takes_its_own_word_for_this_one()
    {
        await using var api = await ConfiguredApi.StartAsync(
            ("RATE_LIMITS", "off"), ("EMAIL_VERIFICATION", "required"), ("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword));

        Assert.Equal(200, (await api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Status);
    }

    [Theory]
    [InlineData("nobody", "long enough", "ADMIN_EMAIL must be one mail address such as admin@example.com.")]
    [InlineData("", "long enough", "ADMIN_EMAIL must be set if ADMIN_PASSWORD is set.")]
    [InlineData("a@example.com", "", "ADMIN_PASSWORD must be set to 8 to 128 characters if ADMIN_EMAIL is set.")]
    [InlineData("a@example.com", "short", "ADMIN_PASSWORD must be set to 8 to 128 characters if ADMIN_EMAIL is set.")]
    public void A_setting_that_is_wrong_is_refused_by_its_name(string email, string password, string message) => Assert.Equal(
        message, Assert.Throws<SettingException>(() => ConfiguredApi.Read(("ADMIN_EMAIL", email), ("ADMIN_PASSWORD", password))).Message);
}
