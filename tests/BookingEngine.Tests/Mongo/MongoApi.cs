using System.Text.Json.Nodes;
using BookingEngine.Infrastructure.Security;
using BookingEngine.LocalHost;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Ports;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Mongo;

/// <summary>The whole API on a database of its own, in the real time that a server's change streams keep.</summary>
public sealed class MongoApi : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("booking-engine-");
    private readonly MongoDeployment _deployment;
    private WebApplication? _app;

    private readonly bool _hasPipeline;

    private MongoApi(MongoDeployment deployment, bool hasPipeline) => (_deployment, _hasPipeline) = (deployment, hasPipeline);

    public CommandLog Log { get; } = new();

    public MongoDeployment Deployment => _deployment;

    public string MailFolder => Path.Combine(_folder.FullName, "mail");

    public IServiceProvider Services => _app!.Services;

    public static async Task<MongoApi> StartAsync(MongoEngine engine, bool hasPipeline = true)
    {
        var api = new MongoApi(new MongoDeployment(engine), hasPipeline);
        await api.StartAsync();
        return api;
    }

    public async Task<Answer> SendAsync(Call call)
    {
        using var request = call.ToRequest(new Uri(_app!.Urls.Single()));
        using var response = await _client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Registers and signs in.</summary>
    public async Task<string> NewTokenAsync(string email)
    {
        var registration = new JsonObject { ["email"] = email, ["password"] = People.Password, ["full_name"] = "Ada" };
        Assert.Equal(201, (await SendAsync(Call.PostJson("/auth/register", registration.ToJsonString()))).Status);
        var signedIn = await SendAsync(Call.PostForm("/auth/token", ("username", email), ("password", People.Password)));
        return (string)signedIn.Json["access_token"]!;
    }

    public Task<Answer> BookAsync(string token, string slot) => SendAsync(Call.Post($"/bookings?slot={slot}") with { Token = token });

    /// <summary>As a second start on the same database.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        await _deployment.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        var settings = ConfiguredApi.Read(
            ("MONGODB_URI", _deployment.Settings.Uri), ("MONGODB_DB", _deployment.Settings.Database), ("DATA_DIR", _folder.FullName),
            ("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword));
        _app = LocalHostApplication.Build(settings, ["http://127.0.0.1:0"], Replace);
        await _app.StartAsync();
    }

    private void Replace(IServiceCollection services)
    {
        services.AddSingleton(_deployment.Open(Log.Listen))
            .AddSingleton<IPasswordHasher>(s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), new Argon2Cost(MemoryKiB: 8, Passes: 1)));
        if (!_hasPipeline)
        {
            foreach (var listener in services.Where(s => s.ImplementationType == typeof(QueueListener) || s.ImplementationType == typeof(TimerListener)).ToList())
            {
                services.Remove(listener);
            }
        }
    }

    private async Task StopAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }
}
