using BookingEngine.Infrastructure.Mongo.Stores;
using BookingEngine.Privacy;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.SecretRotation;

/// <summary>Each secret is changed as docs/operating.md says while clients send requests. None is refused.</summary>
public sealed class RotationTests : IAsyncLifetime
{
    private const string NewKey = "the-next-api-key", NewSecret = "the-next-signing-secret-of-32-bytes-and-more";
    private readonly RollingDeployment _deployment = new();
    private readonly ClientLoad _load;

    public RotationTests() => _load = new ClientLoad(_deployment, clients: 3);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _deployment.DisposeAsync();

    [Fact]
    public async Task An_api_key_is_changed_without_a_refused_request()
    {
        await _deployment.StartAsync();
        await _load.StartAsync();
        await RollAsync(("API_KEY_PREVIOUS", NewKey));
        await RollAsync(("API_KEY", NewKey), ("API_KEY_PREVIOUS", RunningApi.Key));
        _load.ApiKey = NewKey;
        await _load.PassAsync();
        await RollAsync(("API_KEY", NewKey));

        Assert.Empty(await _load.StopAsync());
        Assert.Equal(403, (await _deployment.SendAsync(Call.Get("/users/me") with { Key = RunningApi.Key })).Status);
    }

    [Fact]
    public async Task A_signing_secret_is_changed_without_a_refused_request()
    {
        await _deployment.StartAsync();
        await _load.StartAsync();
        var first = _load.FirstToken;
        await RollAsync(("JWT_SECRET_KEY_PREVIOUS", NewSecret));
        await RollAsync(("JWT_SECRET_KEY", NewSecret), ("JWT_SECRET_KEY_PREVIOUS", RunningApi.JwtSecret));
        Assert.Equal(200, (await _deployment.SendAsync(Call.Get("/users/me") with { Token = first })).Status);
        await RollAsync(("JWT_SECRET_KEY", NewSecret));

        Assert.Empty(await _load.StopAsync());
        Assert.Equal(401, (await _deployment.SendAsync(Call.Get("/users/me") with { Token = first })).Status);
    }

    [Fact]
    public async Task A_data_key_is_introduced_and_changed_without_a_refused_request()
    {
        var (first, second) = (new string('a', 64), new string('b', 64));
        await _deployment.StartAsync();
        await _load.StartAsync();
        await RollAsync(("DATA_KEY_PREVIOUS", first));
        await RollAsync(("DATA_KEY", first));
        Assert.True(await WrapAsync(KeysOf(first)));

        await RollAsync(("DATA_KEY", first), ("DATA_KEY_PREVIOUS", second));
        await RollAsync(("DATA_KEY", second), ("DATA_KEY_PREVIOUS", first));
        Assert.True(await WrapAsync(KeysOf(second, first)));
        await RollAsync(("DATA_KEY", second));

        Assert.Empty(await _load.StopAsync());
        var stored = await new MongoPersonKeys(_deployment.Store.Open(KeysOf(second))).ListAsync("", 10_000, CancellationToken.None);
        Assert.All(stored, key => Assert.True(KeysOf(second).IsWrapped(key.Stored)));
    }

    private async Task RollAsync(params (string Name, string Value)[] settings)
    {
        await _deployment.RollAsync(settings);
        await _load.PassAsync();
    }

    private async Task<bool> WrapAsync(DataKeys dataKeys) => (await new WrapKeys(new MongoPersonKeys(_deployment.Store.Open(dataKeys)), dataKeys)
        .RunAsync(new Progress<WrapProgress>(), CancellationToken.None)).IsComplete;

    private static DataKeys KeysOf(string current, params string[] earlier) => new(KeyOf(current), [.. earlier.Select(KeyOf)]);

    private static DataKey KeyOf(string text) => new(Convert.FromHexString(text));
}
