using System.Text.RegularExpressions;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Infrastructure.Security;
using BookingEngine.LocalHost;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Ports;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.MongoStandIn;
using BookingEngine.Tests.Recovery;
using BookingEngine.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using MongoDB.Driver;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>The whole API on its own database, in real time because change streams use the server's clock.</summary>
public sealed class MongoApi : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly DirectoryInfo _folder = TemporaryFolders.Create();
    private readonly MongoDeployment _deployment;
    private readonly bool _isFurther;
    private WebApplication? _app;

    private readonly (bool HasPipeline, bool HasLimits) _with;
    private readonly TimeProvider? _clock;
    private readonly RetryClock _retries = new();

    private MongoApi(MongoDeployment deployment, bool hasPipeline, bool hasLimits, TimeProvider? clock, bool isFurther = false) =>
        (_deployment, _with, _clock, _isFurther) = (deployment, (hasPipeline, hasLimits), clock, isFurther);

    private Action<IServiceCollection> Replacing { get; init; } = _ => { };

    public CommandLog Log { get; } = new();

    /// <summary>Whether the first failure of the store is final instead of being retried.</summary>
    public bool FailsFast
    {
        get => _retries.FailsFast;
        set => _retries.FailsFast = value;
    }

    public MongoDeployment Deployment => _deployment;

    public string MailFolder => Path.Combine(_folder.FullName, "mail");

    public IServiceProvider Services => _app!.Services;

    /// <param name="clock">Replaces real time. Only without the pipeline, whose feed waits for the server.</param>
    /// <param name="replace">Replaces services.</param>
    public static async Task<MongoApi> StartAsync(
        MongoEngine engine, bool hasPipeline = true, bool hasLimits = false, TimeProvider? clock = null, Action<IServiceCollection>? replace = null)
    {
        var api = new MongoApi(new MongoDeployment(engine), hasPipeline, hasLimits, clock) { Replacing = replace ?? (_ => { }) };
        await api.StartAsync();
        return api;
    }

    /// <summary>Another instance on the same database.</summary>
    public async Task<MongoApi> StartAnotherAsync()
    {
        var api = new MongoApi(_deployment, _with.HasPipeline, _with.HasLimits, _clock, isFurther: true);
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
        var registration = new RegisterUserRequest(RequestJson.Email(email), People.Password, "Ada");
        Assert.Equal(201, (await SendAsync(RequestJson.Post("/auth/register", registration))).Status);
        var signedIn = await SendAsync(Call.PostForm("/auth/token", ("username", email), ("password", People.Password)));
        return (string)signedIn.Json["access_token"]!;
    }

    /// <summary>Clears the recorded commands. The server answers the next commands only when this number of them is waiting, then likewise the next
    /// group, so concurrent commands are visible as such.</summary>
    public void Watch(params int[] atOnce)
    {
        Log.Clear();
        _deployment.StandIn!.Faults = Faults.Together(atOnce);
    }

    public Task<Answer> BookAsync(string token, string slot) => SendAsync(Call.Post($"/bookings?slot={slot}") with { Token = token });

    /// <summary>The token of the link in the only mail, once it arrives.</summary>
    public async Task<string> TokenInMailAsync()
    {
        FileInfo[] mails = [];
        await Mailbox.WaitAsync(() => Task.FromResult((mails = Mails()).Length > 0));
        return Regex.Match(MimeMessage.Load(Assert.Single(mails).FullName).TextBody!, "token=([A-Za-z0-9_-]+)").Groups[1].Value;
    }

    private FileInfo[] Mails() => Directory.Exists(MailFolder) ? new DirectoryInfo(MailFolder).GetFiles("*.eml") : [];

    /// <summary>Acts like a second start on the same database.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        if (!_isFurther)
        {
            await _deployment.DisposeAsync();
        }

        await _folder.DeleteSettledAsync();
    }

    private async Task StartAsync()
    {
        var settings = ConfiguredApi.Read(
            ("MONGODB_URI", _deployment.Settings.Uri), ("MONGODB_DB", _deployment.Settings.Database), ("DATA_DIR", _folder.FullName),
            ("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword),

            ("RATE_LIMITS", _with.HasLimits ? "on" : "off"));
        _app = LocalHostApplication.Build(settings, ["http://127.0.0.1:0"], Replace);
        await _app.StartAsync();
    }

    private void Configure(MongoClientSettings settings)
    {
        Log.Listen(settings);
        settings.ServerSelectionTimeout = TimeSpan.FromSeconds(0.5); // a try takes this long while the server is down, and then the next one starts
        settings.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
    }

    private void Replace(IServiceCollection services)
    {
        services.AddSingleton(MongoDeployment.Open(_deployment.Settings.Database, _deployment.Connect(Configure), _retries))
            .AddSingleton<IPasswordHasher>(s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), new Argon2Cost(MemoryKiB: 8, Passes: 1)));
        if (_clock is not null)
        {
            services.AddSingleton(_clock);
        }

        if (!_with.HasPipeline)
        {
            foreach (var listener in services.Where(s => s.ImplementationType == typeof(QueueListener) || s.ImplementationType == typeof(TimerListener)).ToList())
            {
                services.Remove(listener);
            }
        }

        Replacing(services);
    }

    private async Task StopAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }
}
