using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Processes;

namespace BookingEngine.Tests.Users.SecondFactors;

/// <summary>The way back for the last administrator, whom nobody else can help.</summary>
public sealed class RemoveSecondFactorCommandTests : IDisposable
{
    private readonly ProgramFixture _fixture = new();

    private (string, string)[] Settings =>
        [.. _fixture.Known, ("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword), ("SECOND_FACTOR", "admin")];

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_operator_removes_an_administrators_second_factor_while_others_serve()
    {
        var program = await _fixture.ServeAsync(Settings);
        var secret = await EnrolAsync(program, (await SignInAsync(program)).Member("access_token"));
        Assert.Equal("second_factor_required", (await SignInAsync(program)).Member("code"));

        var (code, output, errors) = await _fixture.RunAsync(Settings, "remove-second-factor", RunningApi.AdminEmail);

        Assert.Equal((0, ""), (code, string.Join('\n', errors)));
        Assert.Matches("^remove-second-factor: the account [0-9a-f-]{36} has no second factor now. All its sessions have ended.$", output[^1]);
        var token = (await SignInAsync(program)).Member("access_token");
        Assert.Equal("second_factor_missing", (await GetAsync(program, token, "/audit")).Member("code"));
        var renewed = await EnrolAsync(program, token);
        Assert.NotEqual(secret, renewed);
        var entry = (await GetAsync(program, token, "/audit")).Json["entries"]![0]!;
        Assert.Equal(("second_factor_removed", null), ((string?)entry["act"], (string?)entry["by"]));
    }

    [Theory]
    [InlineData("nobody@example.com", "remove-second-factor: No account has this mail address.")]
    [InlineData("no address", "remove-second-factor: No account has this mail address.")]
    [InlineData(RunningApi.AdminEmail, "remove-second-factor: This account has no second factor.")]
    public async Task Without_an_account_or_a_second_factor_nothing_changes(string address, string error)
    {
        await (await _fixture.ServeAsync(Settings)).StopAsync();

        var (code, _, errors) = await _fixture.RunAsync(Settings, "remove-second-factor", address);

        Assert.Equal((1, error), (code, errors[^1]));
    }

    private static Task<Answer> SignInAsync(RunningProgram program) => program.SendAsync(
        Call.PostForm("/auth/token", ("username", RunningApi.AdminEmail), ("password", RunningApi.AdminPassword)));

    private static Task<Answer> GetAsync(RunningProgram program, string token, string path) => program.SendAsync(Call.Get(path) with { Token = token });

    private static async Task<string> EnrolAsync(RunningProgram program, string token)
    {
        var secret = (await PostAsync(program, token, "", ("password", RunningApi.AdminPassword))).Member("secret");
        Assert.Equal(200, (await PostAsync(program, token, "/confirm", ("otp", TimeCodes.At(secret, TimeProvider.System.GetUtcNow())))).Status);
        return secret;
    }

    private static Task<Answer> PostAsync(RunningProgram program, string token, string path, (string Name, string Value) member) => program.SendAsync(
        Call.PostJson($"/users/me/second-factor{path}", new JsonObject { [member.Name] = member.Value }.ToJsonString()) with { Token = token });
}
