using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Users.SecondFactors;

namespace BookingEngine.Tests.Users.Accounts;

/// <summary>Somebody with the user's session must not guess the password faster than somebody without it.</summary>
public sealed class PasswordAttemptTests : IAsyncLifetime
{
    private SecondFactorFixture _fixture = null!;
    private string _token = "";

    private static readonly Dictionary<string, Func<string, Call>> Routes = new()
    {
        ["password"] = password => Call.PutJson("/users/me/password", Body(("old_password", password), ("new_password", "another horse battery"))),
        ["email"] = password => Call.PutJson("/users/me/email", Body(("email", "new@example.com"), ("password", password))),
        ["erase"] = password => Call.PostJson("/users/me", Body(("password", password))) with { Method = "DELETE" },
    };

    public static TheoryData<string, int> Successes => new() { { "password", 200 }, { "email", 202 }, { "erase", 204 } };

    public async Task InitializeAsync()
    {
        _fixture = await SecondFactorFixture.OpenAsync();
        _token = await _fixture.TokenAsync();
        await _fixture.Api.RestartAsync(("RATE_LIMITS", "on"), ("RATE_LIMIT_ACCOUNT", "3/hour"), ("RATE_LIMIT_PASSWORD_CHANGE", "off"));
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task Wrong_passwords_count_as_failed_sign_ins(string route, int success)
    {
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal((400, "old_password_incorrect"), await SendAsync(route, "wrong horse").CodeAsync());
        }

        Assert.Equal((429, "too_many_requests"), await SendAsync(route, People.Password).CodeAsync());
        Assert.Equal(429, (await _fixture.SignInAsync()).Status);
        _fixture.Api.Clock.Advance(TimeSpan.FromHours(1));
        _token = await _fixture.TokenAsync();
        Assert.Equal(success, (await SendAsync(route, People.Password)).Status);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("email")]
    public async Task The_right_password_clears_the_count(string route)
    {
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(400, (await SendAsync(route, n == 2 ? "wrong horse" : "wrong pony")).Status);
            Assert.InRange((await SendAsync("password", People.Password)).Status, 200, 200);
            Assert.Equal(200, (await SendAsync("password", "another horse battery", People.Password)).Status);
        }
    }

    private static string Body(params (string Name, string Value)[] members) =>
        new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Value))).ToJsonString();

    private Task<Answer> SendAsync(string route, string password, string? changed = null) => _fixture.Api.SendAsync((changed is null
        ? Routes[route](password)
        : Call.PutJson("/users/me/password", Body(("old_password", password), ("new_password", changed)))) with
    { Token = _token });
}
