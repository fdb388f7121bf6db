using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost;
using Microsoft.AspNetCore.Builder;

namespace BookingEngine.Tests.Docs;

/// <summary>A deployment that serves on a port of its own.</summary>
public sealed class ServedDocs : IAsyncLifetime
{
    public const string Key = "the-key-of-the-docs-tests";
    private readonly string _folder = Directory.CreateTempSubdirectory("booking-engine-").FullName;
    private WebApplication? _app;

    /// <summary>Asks as it is told to: nothing is decompressed or followed.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var settings = Settings.Read(new SettingReader(name => name switch
        {
            "API_KEY" => Key,
            "JWT_SECRET_KEY" => "a-secret-of-the-docs-tests-that-is-long-enough",
            "PUBLIC_URL" => "http://localhost",
            "DATA_DIR" => _folder,
            "RATE_LIMITS" => "off",
            _ => null,
        }));
        _app = LocalHostApplication.Build(settings, ["http://127.0.0.1:0"]);
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
