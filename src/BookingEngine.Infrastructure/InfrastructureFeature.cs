using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Queues;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Infrastructure.Sqlite;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Infrastructure;

public static class InfrastructureFeature
{
    /// <summary>The ports' adapters as the settings choose them.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, Settings settings)
    {
        services
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IIds, SystemIds>()
            .AddSingleton<IRandomBytes, SystemRandomBytes>()
            .AddSingleton<IPasswordHasher>(s => new Argon2PasswordHasher(s.GetRequiredService<IRandomBytes>(), Argon2Cost.Today))
            .AddSingleton<IAccessTokens, JwtAccessTokens>()
            .AddSqliteStore(settings.DataFolder);
        return settings.StorageConnection is { } connection
            ? services.AddSingleton<IMessageQueue>(_ => new StorageQueues(connection))
            : services.AddSingleton<InProcessQueues>().AddSingleton<IMessageQueue>(s => s.GetRequiredService<InProcessQueues>());
    }
}
