using BookingEngine.Functions;
using BookingEngine.Functions.Http;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

try
{
    var settings = Settings.Read(new SettingReader(AppSetting));
    if (settings.Storage is null)
    {
        throw new SettingException("AzureWebJobsStorage must be set to the connection of the storage account that holds the queues, or AzureWebJobsStorage__queueServiceUri to their address.");
    }

    if (settings.Mongo is null && Environment.GetEnvironmentVariable("WEBSITE_SITE_NAME") is { Length: > 0 })
    {
        throw new SettingException("MONGODB_URI must be set: an app on Azure has no disk that outlives it.");
    }

    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();

    // Only our own code reads forwarding headers: the worker would believe the last one.
    builder.Services.Configure<ForwardedHeadersOptions>(o => o.ForwardedHeaders = ForwardedHeaders.None);
    builder.Services.Configure<KestrelServerOptions>(ServerLimits.Apply);
    builder.Services.AddFunctions(settings);

    // The framework's own lines hold whole addresses, and older clients send a token and a password in theirs.
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

    // The worker brings data protection along and warns of its keys at every start. Nothing of ours is protected by it.
    builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    using var host = builder.Build();
    await host.Services.PrepareStoreAsync(CancellationToken.None);
    await host.Services.RecordHandlerStartsAsync(CancellationToken.None);
    await host.RunAsync();
    return 0;
}
catch (Exception e) when (e is SettingException or UnusableStoreException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

// The platform knows where the app is reached, unless a domain of the tenant's own was given.
static string? AppSetting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value
    : name is "PUBLIC_URL" && Environment.GetEnvironmentVariable("WEBSITE_HOSTNAME") is { Length: > 0 } host ? $"https://{host}"
    : null;
