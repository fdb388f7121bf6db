using System.Text.Json.Nodes;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Users.SecondFactors;

/// <summary>A deployment that requires second factors, and the calls that set one up.</summary>
internal sealed class SecondFactorFixture : IAsyncDisposable
{
    public const string Email = "grace@example.com";

    private SecondFactorFixture(ConfiguredApi api) => Api = api;

    public ConfiguredApi Api { get; }

    public static async Task<SecondFactorFixture> OpenAsync(params (string Name, string Value)[] variables)
    {
        var api = await ConfiguredApi.StartAsync([("RATE_LIMITS", "off"), ("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword), .. variables]);
        Assert.Equal(201, (await api.RegisterAsync(Email)).Status);
        return new SecondFactorFixture(api);
    }

    /// <summary>The same on a deployment without an administrator.</summary>
    public static async Task<SecondFactorFixture> OpenOnAsync(ConfiguredApi api)
    {
        Assert.Equal(201, (await api.RegisterAsync(Email)).Status);
        return new SecondFactorFixture(api);
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    public Task<Answer> SignInAsync(string? otp = null, string email = Email, string password = People.Password) => Api.SendAsync(
        Call.PostForm("/auth/token", [("username", email), ("password", password), .. otp is null ? [] : new[] { ("otp", otp) }]));

    public async Task<string> TokenAsync(string? otp = null, string email = Email, string password = People.Password)
    {
        var answer = await SignInAsync(otp, email, password);
        Assert.Equal(200, answer.Status);
        return answer.Member("access_token");
    }

    public Task<string> AdminAsync(string? otp = null) => TokenAsync(otp, RunningApi.AdminEmail, RunningApi.AdminPassword);

    public Task<Answer> RequestAsync(string token, string password = People.Password) => PostAsync(token, "/users/me/second-factor", new() { ["password"] = password });

    public Task<Answer> ConfirmAsync(string token, string otp) => PostAsync(token, "/users/me/second-factor/confirm", new() { ["otp"] = otp });

    public Task<Answer> RemoveAsync(string token, string otp, string password = People.Password) => Api.SendAsync(
        Call.PostJson("/users/me/second-factor", new JsonObject { ["password"] = password, ["otp"] = otp }.ToJsonString()) with { Method = "DELETE", Token = token });

    /// <summary>Sets a second factor up. The code of the present step is used.</summary>
    public async Task<(string Secret, string[] RecoveryCodes)> EnrolAsync(string token, string password = People.Password)
    {
        var offered = await RequestAsync(token, password);
        Assert.Equal(200, offered.Status);
        var confirmed = await ConfirmAsync(token, Code(offered.Member("secret")));
        Assert.Equal(200, confirmed.Status);
        return (offered.Member("secret"), [.. confirmed.Json["recovery_codes"]!.AsArray().Select(code => (string)code!)]);
    }

    public string Code(string secret, int steps = 0) => TimeCodes.At(secret, Api.Clock.GetUtcNow(), steps);

    public void NextStep() => Api.Clock.Advance(TimeSpan.FromSeconds(30));

    public Task<Answer> GetAsync(string token, string path) => Api.SendAsync(Call.Get(path) with { Token = token });

    public async Task<string> IdAsync(string adminToken, string email = Email) =>
        (string)(await GetAsync(adminToken, $"/users?email={email}")).Json["users"]![0]!["id"]!;

    public async Task AppointAsync(string adminToken, string role) => Assert.Equal(200, (await Api.SendAsync(
        Call.PutJson($"/users/{await IdAsync(adminToken)}/role", new JsonObject { ["role"] = role }.ToJsonString()) with { Token = adminToken })).Status);

    public Task<Answer> PostAsync(string token, string path, JsonObject body) => Api.SendAsync(Call.PostJson(path, body.ToJsonString()) with { Token = token });

    /// <summary>The administrator with a second factor, signed in.</summary>
    public async Task<string> EnrolledAdminAsync()
    {
        var token = await AdminAsync();
        await EnrolAsync(token, RunningApi.AdminPassword);
        return token;
    }
}
