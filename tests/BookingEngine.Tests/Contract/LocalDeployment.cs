using BookingEngine.Infrastructure.Security;
using BookingEngine.LocalHost;
using BookingEngine.Ports;
using BookingEngine.Tests.Cross;
using BookingEngine.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Contract;

/// <summary>A local host in this process, on the embedded store and the real clock, configured for the contract tests.</summary>
internal sealed class LocalDeployment : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = TemporaryFolders.Create();
    private readonly WebApplication _app;

    private LocalDeployment() => _app = LocalHostApplication.Build(
        ConfiguredApi.Read([("DATA_DIR", _folder.FullName), .. ContractApi.Settings.Select(s => (s.Key, s.Value))]), ["http://127.0.0.1:0"], Replace);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<LocalDeployment> StartAsync()
    {
        LocalDeployment deployment = new();
        await deployment._app.StartAsync();
        return deployment;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _folder.DeleteSettledAsync();
    }

    private static void Replace(IServiceCollection services) => services
        .AddSingleton<IPasswordHasher>(s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), new Argon2Cost(MemoryKiB: 8, Passes: 1)));
}
