using System.Text.Json.Nodes;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Users.Sessions;

public sealed class SessionTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Own_sessions_are_listed_with_client_and_time()
    {
        var email = People.NewAddress();
        await _api.RegisterAsync(email);
        var phone = await SignInAsync(email, "Salon/2.1 (Android 16)");
        _api.Clock.Advance(TimeSpan.FromMinutes(10));
        var desk = await SignInAsync(email, null);
        _api.Clock.Advance(TimeSpan.FromMinutes(10));
        phone = await _api.SendAsync(SessionCalls.Refresh(phone.Member("refresh_token")));

        var answer = await _api.SendAsync(SessionCalls.Sessions(phone.Member("access_token")));

        var (first, second) = (answer.Json["sessions"]![0]!, answer.Json["sessions"]![1]!);
        answer.AssertIs(200, new JsonObject
        {
            ["sessions"] = new JsonArray(
                Session((string)first["id"]!, "2030-05-01T12:00:00Z", "2030-05-01T12:20:00Z", "2030-05-31T12:20:00Z", current: true, "Salon/2.1 (Android 16)"),
                Session((string)second["id"]!, "2030-05-01T12:10:00Z", "2030-05-01T12:10:00Z", "2030-05-31T12:10:00Z", current: false, null)),
            ["next_cursor"] = null,
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_begin_with_the_callers_session_and_show_each_once(int limit)
    {
        var person = await _api.NewPersonAsync();
        for (var n = 0; n < 120; n++)
        {
            _api.Clock.Advance(TimeSpan.FromSeconds(n % 3 == 0 ? 1 : 0));
            Assert.Equal(200, (await _api.SignInAsync(person.Email)).Status);
        }

        List<JsonNode> all = [];
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await _api.SendAsync(Call.Get($"/users/me/sessions?limit={limit}{cursor}") with { Token = person.Token })).Json;
            Assert.InRange(page["sessions"]!.AsArray().Count, 1, limit);
            all.AddRange(page["sessions"]!.AsArray().Select(s => s!));
            cursor = (string?)page["next_cursor"] is { } next ? $"&cursor={next}" : null;
        }

        Assert.Equal((121, 121), (all.Count, all.Select(s => (string)s["id"]!).Distinct().Count()));
        Assert.Equal([true], all.Select(s => (bool)s["current"]!).Where(isCurrent => isCurrent));
        Assert.True((bool)all[0]["current"]!);
        Assert.Equal(all.Skip(1).Select(s => (string)s["started_at"]!).OrderDescending(StringComparer.Ordinal), all.Skip(1).Select(s => (string)s["started_at"]!));
        var whole = (await _api.SendAsync(SessionCalls.Sessions(person.Token))).Json;
        Assert.Equal((100, true), (whole["sessions"]!.AsArray().Count, (bool)whole["sessions"]![0]!["current"]!));
    }

    [Fact]
    public async Task A_session_ends_after_its_maximum_however_often_it_is_refreshed()
    {
        var person = await _api.NewPersonAsync();
        var tokens = await _api.SignInAsync(person.Email);
        foreach (var day in new[] { 29, 58, 87 })
        {
            _api.Clock.SetUtcNow(RunningApi.Start.AddDays(day));
            tokens = await _api.SendAsync(SessionCalls.Refresh(tokens.Member("refresh_token")));
            Assert.Equal(200, tokens.Status);
        }

        Assert.Equal(3 * 24 * 3_600, (int)tokens.Json["refresh_expires_in"]!);
        _api.Clock.SetUtcNow(RunningApi.Start.AddDays(90));
        (await _api.SendAsync(SessionCalls.Refresh(tokens.Member("refresh_token")))).AssertInvalidRefreshToken();
    }

    [Fact]
    public async Task A_user_ends_a_session_from_another()
    {
        var (person, other) = (await _api.NewPersonAsync(), await _api.NewPersonAsync());
        var second = await _api.SignInAsync(person.Email);
        var id = await CurrentAsync(second.Member("access_token"));

        (await _api.SendAsync(SessionCalls.End(other.Token, id))).AssertProblem(404, "not_found", "You have no session with this id. It may have ended.");
        (await _api.SendAsync(SessionCalls.End(person.Token, id))).AssertIs(200, new JsonObject { ["msg"] = "Session ended" });

        (await _api.SendAsync(SessionCalls.Sessions(second.Member("access_token")))).AssertIsUnauthorized();
        (await _api.SendAsync(SessionCalls.Refresh(second.Member("refresh_token")))).AssertInvalidRefreshToken();
        Assert.Equal(404, (await _api.SendAsync(SessionCalls.End(person.Token, id))).Status);
        Assert.Single((await _api.SendAsync(SessionCalls.Sessions(person.Token))).Json["sessions"]!.AsArray());
    }

    [Theory]
    [InlineData("me")]
    [InlineData("01a2048d43fe77059486940f5a248cee")]
    [InlineData("01a2048d-43fe-7705-9486-940f5a248cee")]
    public async Task Anything_but_an_own_session_is_not_found(string id)
    {
        var person = await _api.NewPersonAsync();
        var answer = await _api.SendAsync(SessionCalls.End(person.Token, id));
        Assert.Equal((404, "not_found"), (answer.Status, answer.Member("code")));
    }

    [Fact]
    public async Task Signing_out_ends_only_the_current_session()
    {
        var person = await _api.NewPersonAsync();
        var second = await _api.SignInAsync(person.Email);

        (await _api.SendAsync(SessionCalls.Logout(second.Member("access_token")))).AssertIs(200, new JsonObject { ["msg"] = "Signed out" });

        (await _api.SendAsync(SessionCalls.Logout(second.Member("access_token")))).AssertIsUnauthorized();
        (await _api.SendAsync(SessionCalls.Refresh(second.Member("refresh_token")))).AssertInvalidRefreshToken();
        Assert.Equal(200, (await _api.ListAsync(person)).Status);
    }

    [Fact]
    public async Task A_password_change_keeps_the_callers_session_and_its_refresh_token()
    {
        var (person, other) = (await _api.NewPersonAsync(), await _api.NewPersonAsync());
        var (own, elsewhere) = (await _api.SignInAsync(person.Email), await _api.SignInAsync(person.Email));

        var changed = await _api.SendAsync(Call.PutJson(
            "/users/me/password", $$"""{"old_password":"{{People.Password}}","new_password":"another horse"}""") with
        { Token = own.Member("access_token") });

        Assert.Equal(200, changed.Status);
        (await _api.SendAsync(SessionCalls.Refresh(elsewhere.Member("refresh_token")))).AssertInvalidRefreshToken();
        Assert.Equal(200, (await _api.SendAsync(SessionCalls.Refresh(own.Member("refresh_token")))).Status);
        Assert.Equal(200, (await _api.ListAsync(other)).Status);
    }

    [Fact]
    public async Task A_role_change_ends_refresh_tokens_too()
    {
        var person = await _api.NewPersonAsync();
        var signedIn = await _api.SignInAsync(person.Email);

        Assert.Equal(200, (await _api.ChangeRoleAsync(await _api.AdminAsync(), person.Id.ToString(), "staff")).Status);

        (await _api.SendAsync(SessionCalls.Refresh(signedIn.Member("refresh_token")))).AssertInvalidRefreshToken();
    }

    [Fact]
    public async Task A_long_client_name_is_truncated()
    {
        var email = People.NewAddress();
        await _api.RegisterAsync(email);

        var tokens = await SignInAsync(email, new string('x', 5_000));

        var listed = await _api.SendAsync(SessionCalls.Sessions(tokens.Member("access_token")));
        Assert.Equal(new string('x', 200), (string)listed.Json["sessions"]![0]!["client"]!);
    }

    private async Task<string> CurrentAsync(string token) => (string)(await _api.SendAsync(SessionCalls.Sessions(token))).Json["sessions"]!
        .AsArray().Single(s => (bool)s!["current"]!)!["id"]!;

    private Task<Answer> SignInAsync(string email, string? client) => _api.SendAsync(
        Call.PostForm("/auth/token", ("username", email), ("password", People.Password)) with
        {
            Headers = client is null ? [] : [("User-Agent", client)],
        });

    private static JsonObject Session(string id, string started, string used, string expires, bool current, string? client) => new()
    {
        ["id"] = id,
        ["started_at"] = started,
        ["last_used_at"] = used,
        ["expires_at"] = expires,
        ["current"] = current,
        ["client"] = client,
    };
}
