using System.Text.Json.Nodes;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Users.Administration;
using BookingEngine.Tests.Users.Sessions;

namespace BookingEngine.Tests.Users.SecondFactors;

/// <summary>Where a role needs a second factor, an account without one can only set one up.</summary>
public sealed class RequiredSecondFactorTests
{
    [Theory]
    [InlineData("off", "admin", false)]
    [InlineData("admin", "admin", true)]
    [InlineData("admin", "staff", false)]
    [InlineData("staff", "staff", true)]
    [InlineData("staff", "admin", true)]
    [InlineData("staff", "customer", false)]
    public async Task The_setting_says_which_roles_need_one(string setting, string role, bool isNeeded)
    {
        await using var fixture = await SecondFactorFixture.OpenAsync(("SECOND_FACTOR", setting));
        var admin = setting == "off" ? await fixture.AdminAsync() : await fixture.EnrolledAdminAsync();
        await fixture.AppointAsync(admin, role);

        var answer = await fixture.GetAsync(await fixture.TokenAsync(), "/users/me");

        Assert.Equal(isNeeded ? 403 : 200, answer.Status);
        Assert.Equal(isNeeded ? "second_factor_missing" : null, (string?)answer.Json["code"]);
    }

    [Fact]
    public async Task Until_then_the_token_allows_nothing_else_and_afterwards_everything()
    {
        await using var fixture = await SecondFactorFixture.OpenAsync(("SECOND_FACTOR", "staff"));
        var signedIn = await fixture.SignInAsync(null, RunningApi.AdminEmail, RunningApi.AdminPassword);
        var token = signedIn.Member("access_token");
        foreach (var (method, path) in new[]
        {
            ("GET", "/users/me"), ("GET", "/users"), ("GET", "/bookings"), ("POST", "/bookings"), ("POST", "/locations"), ("GET", "/users/me/sessions"),
            ("POST", "/auth/logout"), ("PUT", "/users/me/password"), ("DELETE", "/users/me/second-factor"), ("GET", "/audit"), ("POST", "/holds"),
        })
        {
            var refused = await fixture.Api.SendAsync(new Call(method, path) { Token = token });
            Assert.Equal((path, 403, "second_factor_missing"), (path, refused.Status, refused.Member("code")));
        }

        var refreshed = (await fixture.Api.SendAsync(SessionCalls.Refresh(signedIn.Member("refresh_token")))).Member("access_token");
        Assert.Equal(403, (await fixture.GetAsync(refreshed, "/users/me")).Status);

        var (secret, _) = await fixture.EnrolAsync(refreshed, RunningApi.AdminPassword);

        Assert.Equal(200, (await fixture.GetAsync(refreshed, "/users")).Status);
        fixture.NextStep();
        Assert.Equal(200, (await fixture.GetAsync(await fixture.AdminAsync(fixture.Code(secret)), "/users")).Status);
    }

    [Fact]
    public async Task Another_restricted_session_stays_useless_after_the_set_up()
    {
        await using var fixture = await SecondFactorFixture.OpenAsync(("SECOND_FACTOR", "admin"));
        var thief = await fixture.AdminAsync();

        await fixture.EnrolledAdminAsync();

        Assert.Equal(401, (await fixture.GetAsync(thief, "/users")).Status);
    }

    [Fact]
    public async Task Sessions_from_before_the_setting_must_set_one_up()
    {
        await using var fixture = await SecondFactorFixture.OpenAsync();
        var token = await fixture.AdminAsync();
        Assert.Equal(200, (await fixture.GetAsync(token, "/users")).Status);

        await fixture.Api.RestartAsync(("SECOND_FACTOR", "admin"));

        Assert.Equal((403, "second_factor_missing"), await fixture.GetAsync(token, "/users").CodeAsync());
    }

    [Fact]
    public async Task An_administrator_exempts_a_service_account_and_the_audit_shows_it()
    {
        await using var fixture = await SecondFactorFixture.OpenAsync(("SECOND_FACTOR", "staff"));
        var admin = await fixture.EnrolledAdminAsync();
        await fixture.AppointAsync(admin, "staff");
        var id = await fixture.IdAsync(admin);

        Assert.Equal(200, (await ExemptAsync(fixture, admin, id, true)).Status);
        Assert.Equal(200, (await ExemptAsync(fixture, admin, id, true)).Status);
        var service = await fixture.TokenAsync();
        Assert.Equal(200, (await fixture.GetAsync(service, "/users/me")).Status);

        Assert.False((bool)(await ExemptAsync(fixture, admin, id, false)).Json["exempt"]!);
        Assert.Equal(401, (await fixture.GetAsync(service, "/users/me")).Status);
        Assert.Equal(403, (await fixture.GetAsync(await fixture.TokenAsync(), "/users/me")).Status);
        Assert.Equal(
            ["second_factor_exemption_ended", "second_factor_exempted", "role_changed"],
            (await fixture.GetAsync(admin, $"/audit?user_id={id}")).ActionsOf().Select(act => act.Split(' ')[0]));
    }

    [Fact]
    public async Task An_administrator_removes_a_lost_second_factor()
    {
        await using var fixture = await SecondFactorFixture.OpenAsync(("SECOND_FACTOR", "admin"));
        var admin = await fixture.EnrolledAdminAsync();
        var grace = await fixture.TokenAsync();
        await fixture.EnrolAsync(grace);
        var id = await fixture.IdAsync(admin);

        Assert.Equal(204, (await fixture.Api.SendAsync(new Call("DELETE", $"/users/{id}/second-factor") { Token = admin })).Status);

        Assert.Equal(401, (await fixture.GetAsync(grace, "/users/me")).Status);
        Assert.Equal(200, (await fixture.SignInAsync()).Status);
        Assert.StartsWith("second_factor_removed", (await fixture.GetAsync(admin, $"/audit?user_id={id}")).ActionsOf()[0], StringComparison.Ordinal);
        Assert.Equal(404, (await fixture.Api.SendAsync(new Call("DELETE", $"/users/{Guid.CreateVersion7()}/second-factor") { Token = admin })).Status);
    }

    [Fact]
    public async Task A_strangers_second_factor_ends_when_the_deployments_owner_takes_the_account_over()
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMITS", "off"));
        var fixture = await SecondFactorFixture.OpenOnAsync(api);
        await fixture.EnrolAsync(await fixture.TokenAsync());

        await api.RestartAsync(("ADMIN_EMAIL", SecondFactorFixture.Email), ("ADMIN_PASSWORD", RunningApi.AdminPassword));

        Assert.Equal(401, (await fixture.SignInAsync()).Status);
        Assert.Equal(200, (await fixture.SignInAsync(password: RunningApi.AdminPassword)).Status);
    }

    [Fact]
    public void Another_setting_is_refused_with_its_name() => Assert.Equal(
        "SECOND_FACTOR must be off or admin or staff.", Assert.Throws<SettingException>(() => ConfiguredApi.Read(("SECOND_FACTOR", "all"))).Message);

    private static Task<Answer> ExemptAsync(SecondFactorFixture fixture, string admin, string id, bool exempt) => fixture.Api.SendAsync(
        Call.PutJson($"/users/{id}/second-factor", new JsonObject { ["exempt"] = exempt }.ToJsonString()) with { Token = admin });
}
