using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Security;
using BookingEngine.LocalHost;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Ports;
using BookingEngine.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Http;

/// <summary>The whole API on its own socket and a new data folder. Its clock shows <see cref="Start"/>. There are no users and no bookings.</summary>
public sealed class RunningApi : IAsyncLifetime, IDisposable
{
    public const string Key = "key-of-the-tests";
    public const string AdminEmail = "first.admin@example.com";
    public const string AdminPassword = "horse of the first admin";
    public const string JwtSecret = "a-secret-of-the-tests-that-has-enough-bytes";
    public const string Issuer = "https://booking.example.com";
    public static readonly DateTimeOffset Start = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = TemporaryFolders.Create();
    private readonly HttpClient _client;
    private WebApplication? _app;

    public RunningApi() => _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeouts.Answer };

    /// <summary>A very low cost of password hashes, for tests that register many users.</summary>
    public Argon2Cost Cost { get; init; } = new(MemoryKiB: 8, Passes: 1);

    /// <summary>Services that the test replaces.</summary>
    public Action<IServiceCollection> Replacing { get; init; } = _ => { };

    /// <summary>Whether the sweep runs on its timer. False for a test that runs one of its jobs: a job that another run has begun may end later.</summary>
    public bool HasTimer { get; init; } = true;

    public FakeTimeProvider Clock { get; } = new(Start);

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public IServiceProvider Services => _app!.Services;

    public async Task InitializeAsync()
    {
        _app = LocalHostApplication.Build(BookingEngine.Infrastructure.Configuration.Settings.Read(new SettingReader(Setting)), ["http://127.0.0.1:0"], Replace);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        await _folder.DeleteSettledAsync();
    }

    public void Dispose() => _client.Dispose();

    public async Task<Answer> SendAsync(Call call)
    {
        using var request = call.ToRequest(Address);
        using var response = await _client.SendAsync(request);
        var answer = await Answer.OfAsync(response);
        DocumentedAnswers.Check(call.Method, call.Path, answer);
        return answer;
    }

    /// <summary>The names of all streams with events.</summary>
    public async Task<string[]> StreamsAsync()
    {
        var streams = await Services.GetRequiredService<IEventStore>().ListStreamsAsync(null, 10_000, CancellationToken.None);
        return [.. streams.Select(s => s.Stream.Value)];
    }

    public async Task<EventData[]> EventsAsync(string stream) => [.. (await CommitsAsync(stream)).SelectMany(c => c.Events)];

    /// <summary>The correlation id of each commit of the stream.</summary>
    public async Task<string[]> CorrelationsAsync(string stream) => [.. (await CommitsAsync(stream)).Select(c => c.Metadata.CorrelationId)];

    private Task<IReadOnlyList<StoredCommit>> CommitsAsync(string stream) =>
        Services.GetRequiredService<IEventStore>().ReadAsync(StreamName.Parse(stream), 0, 10_000, CancellationToken.None);

    private void Replace(IServiceCollection services)
    {
        if (!HasTimer)
        {
            services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(TimerListener)));
        }

        Replacing(services
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IPasswordHasher>(s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), Cost)));
    }

    /// <summary>Settings of the test besides those of all tests.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    private string? Setting(string name) => Settings.TryGetValue(name, out var set) ? set : name switch
    {
        "API_KEY" => Key,
        "JWT_SECRET_KEY" => JwtSecret,
        "PUBLIC_URL" => Issuer,
        "DATA_DIR" => _folder.FullName,
        "RATE_LIMITS" => "off",
        "ADMIN_EMAIL" => AdminEmail,
        "ADMIN_PASSWORD" => AdminPassword,
        _ => null,
    };
}
