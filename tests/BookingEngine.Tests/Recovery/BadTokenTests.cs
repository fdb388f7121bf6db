using System.Text.Json.Nodes;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Users.Sessions;
using BookingEngine.Users;

namespace BookingEngine.Tests.Recovery;

/// <summary>Every invalid token has the same answer and changes no password.</summary>
public sealed class BadTokenTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task An_altered_token_is_refused_and_the_original_still_works()
    {
        var person = await _api.NewPersonAsync();
        var token = await _api.NewTokenAsync(person);
        var altered = Enumerable.Range(0, token.Length).Select(i => $"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}");
        string[] cut = [token[1..], token[..^1], token + "A", $" {token}", $"{token} ", token + "\n", token + "=", token.ToUpperInvariant()];

        foreach (var wrong in altered.Concat(cut))
        {
            (await _api.ResetAsync(wrong)).AssertInvalidToken();
        }

        Assert.Equal(200, (await _api.ResetAsync(token)).Status);
    }

    [Fact]
    public async Task A_token_with_another_users_id_is_refused()
    {
        var (ada, bob) = (await _api.NewPersonAsync(), await _api.NewPersonAsync());
        var (forAda, forBob) = (await _api.NewTokenAsync(ada), await _api.NewTokenAsync(bob));

        (await _api.ResetAsync(forBob[..20] + forAda[20..])).AssertInvalidToken();
        (await _api.ResetAsync(forAda[..20] + forBob[20..])).AssertInvalidToken();

        Assert.Equal(200, (await _api.ResetAsync(forAda)).Status);
        Assert.Equal(200, (await _api.SignInAsync(bob.Email)).Status);
        Assert.Equal(200, (await _api.ListAsync(bob)).Status);
    }

    [Fact]
    public async Task Case_28_a_token_is_valid_once_and_for_its_purpose_only()
    {
        var person = await _api.NewPersonAsync();
        var token = await _api.NewTokenAsync(person);
        (await _api.ResetAsync(person.Token)).AssertInvalidToken();
        (await _api.ListAsync(person with { Token = token })).AssertIsUnauthorized();
        (await _api.SendAsync(SessionCalls.Refresh(token))).AssertInvalidRefreshToken();
        Assert.Equal(200, (await _api.ResetAsync(token)).Status);
        (await _api.ResetAsync(token)).AssertInvalidToken();
    }

    [Theory]
    [InlineData(60)]
    [InlineData(61)]
    public async Task A_token_is_refused_from_the_end_of_its_hour(int minutes)
    {
        var person = await _api.NewPersonAsync();
        var asked = _api.Clock.GetUtcNow();
        var token = await _api.NewTokenAsync(person);

        _api.Clock.SetUtcNow(asked.AddMinutes(minutes));

        (await _api.ResetAsync(token)).AssertInvalidToken();
        Assert.Equal(400, (await _api.SubmitAsync(token)).Status);
        Assert.Equal(200, (await _api.SignInAsync(person.Email)).Status);
    }

    [Fact]
    public async Task A_token_is_accepted_until_the_end_of_its_hour()
    {
        var person = await _api.NewPersonAsync();
        var asked = _api.Clock.GetUtcNow();
        var token = await _api.NewTokenAsync(person);

        _api.Clock.SetUtcNow(asked.AddMinutes(60).AddTicks(-1));

        Assert.Equal(200, (await _api.ResetAsync(token)).Status);
    }

    [Fact]
    public async Task A_newer_token_supersedes_an_older_one()
    {
        var person = await _api.NewPersonAsync();
        var older = await _api.NewTokenAsync(person);
        _api.AdvanceOneSecond();
        var newer = await _api.NewTokenAsync(person);

        (await _api.ResetAsync(older)).AssertInvalidToken();
        Assert.Equal(200, (await _api.ResetAsync(newer)).Status);
    }

    [Fact]
    public async Task Changing_the_password_invalidates_the_token()
    {
        var person = await _api.NewPersonAsync();
        var token = await _api.NewTokenAsync(person);
        var json = """{"old_password":"correct horse","new_password":"a third password"}""";

        var changed = await _api.SendAsync(Call.PostJson("/users/me/password", json) with { Method = "PUT", Token = person.Token });

        Assert.Equal(200, changed.Status);
        (await _api.ResetAsync(token)).AssertInvalidToken();
    }

    [Fact]
    public async Task Session_tokens_and_stored_values_reset_no_password_and_vice_versa()
    {
        var person = await _api.NewPersonAsync();
        var refresh = (await _api.SignInAsync(person.Email)).Member("refresh_token");
        var token = await _api.NewTokenAsync(person);
        var stored = JsonNode.Parse((await _api.EventsAsync($"user-{person.Id}"))[1].Json)!;
        var hash = (string)stored["token_hash"]!;

        Assert.Equal(LinkTokens.Hash(token), hash);
        foreach (var wrong in new[] { person.Token, refresh, hash, (string)stored["request_id"]!, person.Id.ToString() })
        {
            (await _api.ResetAsync(wrong)).AssertInvalidToken();
        }

        (await _api.ListAsync(person with { Token = token })).AssertIsUnauthorized();
        (await _api.SendAsync(SessionCalls.Refresh(token))).AssertInvalidRefreshToken();
        Assert.Equal(200, (await _api.ResetAsync(token)).Status);
    }
}
