using System.Text.Json.Nodes;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Privacy;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Http.Admission;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Users.Sessions;

/// <summary>Each test has its own API, because the clock moves and passwords have their production cost.</summary>
public sealed class TokenLifeTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new() { Cost = Argon2Cost.Today };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_token_is_valid_for_exactly_one_hour()
    {
        var person = await _api.NewPersonAsync();

        _api.Clock.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await _api.ListAsync(person)).Status);
        _api.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _api.ListAsync(person)).AssertIsUnauthorized();
        Assert.Equal(200, (await _api.SignInAsync(person.Email)).Status);
    }

    [Fact]
    public async Task A_token_from_the_future_becomes_valid_at_its_time()
    {
        var person = await _api.NewPersonAsync();
        var early = person with { Token = Forgery.Change(person.Token, payload: p => p["nbf"] = RunningApi.Start.ToUnixTimeSeconds() + 60) };

        (await _api.ListAsync(early)).AssertIsUnauthorized();
        (await _api.ListAsync(early)).AssertIsUnauthorized();
        _api.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(200, (await _api.ListAsync(early)).Status);
    }

    [Fact]
    public async Task A_password_is_stored_as_an_encrypted_argon2id_hash()
    {
        var person = await _api.NewPersonAsync();

        var stored = (await _api.EventsAsync($"user-{person.Id}")).Single().Json;
        var box = JsonNode.Parse(stored)!.AsObject().Single(m => m.Key.StartsWith("password", StringComparison.Ordinal));
        var key = await _api.Services.GetRequiredService<PersonalData>().FindKeyAsync(person.Id.ToString(), CancellationToken.None);

        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", key!.Decrypt(new Encrypted((string)box.Value!)), StringComparison.Ordinal);
        Assert.DoesNotContain("argon2", stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(person.Email, stored, StringComparison.OrdinalIgnoreCase);
    }
}
