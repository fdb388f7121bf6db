using System.Text.Json.Nodes;
using BookingEngine.EventSourcing;
using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Events;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Catalogue;

/// <summary>Creates catalogue objects with an <c>Idempotency-Key</c>. Each test has its own API.</summary>
public sealed class CatalogueIdempotencyTests : IAsyncLifetime, IDisposable
{
    private readonly FaultyPorts _ports = new();
    private readonly RunningApi _api;

    public CatalogueIdempotencyTests() => _api = new RunningApi
    {
        Replacing = services => services
            .AddSingleton<IEventStore>(s => _ports.On(s.GetRequiredService<SqliteEventStore>()))
            .AddSingleton<IIdempotencyRecords>(s => _ports.On(new SqliteIdempotencyRecords(s.GetRequiredService<SqliteStore>()))),
    };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("locations")]
    [InlineData("resources")]
    [InlineData("services")]
    public async Task A_repeated_request_gets_the_same_object_and_another_is_refused(string kind)
    {
        var (admin, key) = (await _api.AdminAsync(), IdempotentCalls.NewKey());
        var first = await CreateAsync(admin, kind, Body(kind), key);
        var again = await CreateAsync(admin, kind, Body(kind), key);

        Assert.Equal((201, "\"1\""), (first.Status, first.Header("ETag")));
        again.AssertReplayOf(first);
        Assert.Equal("\"1\"", again.Header("ETag"));
        (await CreateAsync(admin, kind, Body(kind, "Another"), key)).AssertReused();
        Assert.Equal(["default", first.Member("id")], (await _api.GetAsync(admin, $"/{kind}")).IdsOf(kind).OrderBy(id => id != "default"));
    }

    [Theory]
    [InlineData("locations")]
    [InlineData("resources")]
    [InlineData("services")]
    public async Task After_a_crash_before_the_answer_the_created_object_is_answered(string kind)
    {
        var (admin, key) = (await _api.AdminAsync(), IdempotentCalls.NewKey());
        _ports.BeforeAnswer = FaultyPorts.Unavailable;
        var first = await CreateAsync(admin, kind, Body(kind), key);
        _ports.BeforeAnswer = null;
        var changed = await _api.PutAsync(admin, $"/{kind}/{first.Member("id")}", Body(kind, "Another"), "*");
        _api.Clock.Advance(TimeSpan.FromSeconds(30));
        var second = await CreateAsync(admin, kind, Body(kind), key);

        Assert.Equal((201, "\"1\"", "\"2\""), (first.Status, first.Header("ETag"), changed.Header("ETag")));
        Assert.Equal((201, first.Text, "\"1\""), (second.Status, second.Text, second.Header("ETag")));
        (await CreateAsync(admin, kind, Body(kind), key)).AssertReplayOf(second);
        Assert.Equal(2, (await _api.GetAsync(admin, $"/{kind}")).IdsOf(kind).Length);
    }

    [Fact]
    public async Task A_refusal_by_a_rule_is_remembered()
    {
        var (admin, key) = (await _api.AdminAsync(), IdempotentCalls.NewKey());
        var taken = CatalogueCalls.Location("default");
        var first = await CreateAsync(admin, "locations", taken, key);

        Assert.Equal((409, "already_exists"), (first.Status, first.Member("code")));
        (await CreateAsync(admin, "locations", taken, key)).AssertReplayOf(first);
    }

    private static JsonObject Body(string kind, string? name = null)
    {
        var body = kind switch { "locations" => CatalogueCalls.Location(), "resources" => CatalogueCalls.Resource(), _ => CatalogueCalls.Service() };
        body["name"] = name ?? (string)body["name"]!;
        return body;
    }

    private Task<Answer> CreateAsync(Person by, string kind, JsonObject body, string key) =>
        _api.SendAsync(Call.PostJson($"/{kind}", body.ToJsonString()) with { Token = by.Token, Headers = [("Idempotency-Key", key)] });
}
