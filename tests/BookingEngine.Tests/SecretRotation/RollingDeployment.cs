using BookingEngine.Infrastructure.Security;
using BookingEngine.LocalHost;
using BookingEngine.Ports;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using BookingEngine.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.SecretRotation;

/// <summary>Two instances on one database behind a balancer. A roll replaces one after the other, each after its last answer.</summary>
public sealed class RollingDeployment : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = TemporaryFolders.Create();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = Timeouts.Answer };
    private readonly Lock _gate = new();
    private readonly Instance[] _instances = new Instance[2];
    private int _next;

    public MongoDeployment Store { get; } = new(MongoEngine.ReplicaSet);

    /// <param name="settings">The settings in addition to what every deployment has.</param>
    public async Task StartAsync(params (string Name, string Value)[] settings)
    {
        for (var i = 0; i < _instances.Length; i++)
        {
            _instances[i] = new Instance(await NewAppAsync(settings));
        }
    }

    public async Task RollAsync(params (string Name, string Value)[] settings)
    {
        for (var i = 0; i < _instances.Length; i++)
        {
            var next = new Instance(await NewAppAsync(settings));
            Instance previous;
            lock (_gate)
            {
                (previous, _instances[i]) = (_instances[i], next);
                previous.IsClosed = true;
                previous.EndIfIdle();
            }

            await previous.Drained.Task;
            await previous.App.DisposeAsync();
        }
    }

    public async Task<Answer> SendAsync(Call call)
    {
        var instance = Enter();
        try
        {
            using var request = call.ToRequest(new Uri(instance.App.Urls.Single()));
            using var response = await _client.SendAsync(request);
            return await Answer.OfAsync(response);
        }
        finally
        {
            Leave(instance);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.App.StopAsync();
            await instance.App.DisposeAsync();
        }

        _client.Dispose();
        await Store.DisposeAsync();
        await _folder.DeleteSettledAsync();
    }

    private Instance Enter()
    {
        lock (_gate)
        {
            var instance = _instances[_next++ % _instances.Length];
            instance.Running++;
            return instance;
        }
    }

    private void Leave(Instance instance)
    {
        lock (_gate)
        {
            instance.Running--;
            instance.EndIfIdle();
        }
    }

    private async Task<WebApplication> NewAppAsync((string Name, string Value)[] settings)
    {
        var read = ConfiguredApi.Read([
            ("MONGODB_URI", Store.Settings.Uri), ("MONGODB_DB", Store.Settings.Database), ("DATA_DIR", _folder.FullName), ("RATE_LIMITS", "off"), .. settings]);
        var app = LocalHostApplication.Build(read, ["http://127.0.0.1:0"], services => services
            .AddSingleton<IPasswordHasher>(s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), new Argon2Cost(MemoryKiB: 8, Passes: 1))));
        await app.StartAsync();
        return app;
    }

    private sealed class Instance(WebApplication app)
    {
        public WebApplication App => app;

        public int Running { get; set; }

        public bool IsClosed { get; set; }

        public TaskCompletionSource Drained { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void EndIfIdle()
        {
            if (IsClosed && Running == 0)
            {
                Drained.TrySetResult();
            }
        }
    }
}
