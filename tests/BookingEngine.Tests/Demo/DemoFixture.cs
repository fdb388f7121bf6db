using BookingEngine.EventSourcing;
using BookingEngine.Functions;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Security;
using BookingEngine.LocalHost.Demo;
using BookingEngine.Ports;
using BookingEngine.Tests.Cross;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Demo;

/// <summary>A test's own data folder, into which the demo is loaded.</summary>
public sealed class DemoFixture : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = TemporaryFolders.Create();

    public DemoFixture(DateTimeOffset now) => Clock = new FakeTimeProvider(now);

    public FakeTimeProvider Clock { get; }

    public string Folder => _folder.FullName;

    public string File => Path.Combine(Folder, "demo.env");

    public Settings Settings => ConfiguredApi.Read(("DATA_DIR", Folder));

    public Task<DemoExample> LoadAsync(Action<IServiceCollection>? replace = null) => DemoStart.EnsureAsync(
        Settings, Clock, CancellationToken.None, services =>
        {
            CheapHashes(services);
            replace?.Invoke(services);
        });

    /// <summary>The engine on the current content of the folder.</summary>
    public ServiceProvider Open()
    {
        var services = new ServiceCollection().AddLogging().AddFunctions(Settings).AddSingleton<TimeProvider>(Clock);
        CheapHashes(services);
        return services.BuildServiceProvider();
    }

    public async Task<IReadOnlyList<StreamVersion>> StreamsAsync()
    {
        await using var engine = Open();
        return await engine.GetRequiredService<IEventStore>().ListStreamsAsync(null, 1_000, CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await _folder.DeleteSettledAsync();

    private static void CheapHashes(IServiceCollection services) => services.AddSingleton<IPasswordHasher>(
        s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), new Argon2Cost(MemoryKiB: 8, Passes: 1)));
}
