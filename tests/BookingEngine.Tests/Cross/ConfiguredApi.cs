using System.Text.Json.Nodes;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Security;
using BookingEngine.LocalHost;
using BookingEngine.Ports;
using BookingEngine.Tests.Http;
using BookingEngine.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Cross;

/// <summary>The whole API with an operator's configuration, including limits. It can be restarted on its folder.</summary>
public sealed class ConfiguredApi : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = TemporaryFolders.Create();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeouts.Answer };
    private (string Name, string Value)[] _variables;
    private WebApplication? _app;

    private ConfiguredApi((string Name, string Value)[] variables) => _variables = variables;

    public string DataFolder => _folder.FullName;

    public FakeTimeProvider Clock { get; } = new(RunningApi.Start);

    public static async Task<ConfiguredApi> StartAsync(params (string Name, string Value)[] variables)
    {
        var api = new ConfiguredApi(variables);
        await api.StartAsync();
        return api;
    }

    /// <param name="fill">Gets the data folder before the start.</param>
    public static async Task<ConfiguredApi> StartOnAsync(Action<string> fill, params (string Name, string Value)[] variables)
    {
        var api = new ConfiguredApi(variables);
        fill(api.DataFolder);
        await api.StartAsync();
        return api;
    }

    public static Settings Read(params (string Name, string Value)[] variables) => Settings.Read(new SettingReader(
        name => variables.LastOrDefault(v => v.Name == name).Value ?? name switch
        {
            "API_KEY" => RunningApi.Key,
            "JWT_SECRET_KEY" => RunningApi.JwtSecret,
            "PUBLIC_URL" => RunningApi.Issuer,
            _ => null,
        }));

    /// <param name="variables">Variables to set in addition to the earlier ones.</param>
    public async Task RestartAsync(params (string Name, string Value)[] variables)
    {
        _variables = [.. _variables, .. variables];
        await StopAsync();
        await StartAsync();
    }

    public async Task<Answer> SendAsync(Call call)
    {
        using var request = call.ToRequest(new Uri(_app!.Urls.Single()));
        using var response = await _client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public async Task<EventData[]> EventsAsync(string stream) =>
    [
        .. (await _app!.Services.GetRequiredService<IEventStore>().ReadAsync(StreamName.Parse(stream), 0, 1_000, CancellationToken.None))
            .SelectMany(c => c.Events),
    ];

    /// <summary>The client address that a proxy would add, or null for no proxy.</summary>
    public Task<Answer> SignInAsync(string email, string password, string? forwardedFor = null) => SendAsync(
        Call.PostForm("/auth/token", ("username", email), ("password", password)) with
        {
            Headers = forwardedFor is null ? [] : [("X-Forwarded-For", forwardedFor)],
        });

    public Task<Answer> RegisterAsync(string email) => SendAsync(Call.PostJson(
        "/auth/register", new JsonObject { ["email"] = email, ["password"] = People.Password, ["full_name"] = "Ada" }.ToJsonString()));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        await _folder.DeleteSettledAsync();
    }

    private async Task StartAsync()
    {
        var settings = Read([("DATA_DIR", _folder.FullName), .. _variables]);
        _app = LocalHostApplication.Build(settings, ["http://127.0.0.1:0"], services => services
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IPasswordHasher>(s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), new Argon2Cost(MemoryKiB: 8, Passes: 1))));
        await _app.StartAsync();
    }

    private async Task StopAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }
}
