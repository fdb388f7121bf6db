using BookingEngine.FunctionApp;
using BookingEngine.Functions;
using BookingEngine.Functions.Http;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

try
{
    UnicodeData.Prepare();
    var settings = Settings.Read(new SettingReader(AppSetting));
    if (settings.Storage is null)
    {
        throw new SettingException(
            "AzureWebJobsStorage must be set to the connection string of the queues' storage account, or AzureWebJobsStorage__queueServiceUri to the "
            + "queues' address.");
    }

    if (settings.Mongo is null && Environment.GetEnvironmentVariable("WEBSITE_SITE_NAME") is { Length: > 0 })
    {
        throw new SettingException("MONGODB_URI must be set. On Azure, the app has no permanent disk for the embedded store.");
    }

    if (settings.AllowsLoopback && Environment.GetEnvironmentVariable("WEBSITE_SITE_NAME") is { Length: > 0 })
    {
        throw new SettingException("WEBHOOK_ALLOW_LOOPBACK must be unset. On Azure, requests to the app's own machine would reach its host.");
    }

    // Settings are environment variables: there is no file to watch for changes.
    var builder = FunctionsApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
    builder.ConfigureFunctionsWebApplication();
    builder.Services.LeaveOutDataProtection();

    // Only this engine's code reads forwarding headers. The worker would trust the last one.
    builder.Services.Configure<ForwardedHeadersOptions>(o => o.ForwardedHeaders = ForwardedHeaders.None);
    builder.Services.Configure<KestrelServerOptions>(ServerLimits.Apply);
    builder.Services.AddFunctions(settings);
    builder.Services.SpreadTimersOf(Environment.GetEnvironmentVariable("WEBSITE_SITE_NAME"));

    // The framework logs whole addresses, and older clients send a token and a password in them.
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    using var host = builder.Build();
    host.Services.WarnAboutSettings();

    // The store is prepared on first use: a database that is away does not stop the start.
    await host.RunAsync();
    return 0;
}
catch (SettingException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

// Without PUBLIC_URL, the app uses the host name that the platform provides.
static string? AppSetting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value
    : name is "PUBLIC_URL" && Environment.GetEnvironmentVariable("WEBSITE_HOSTNAME") is { Length: > 0 } host ? $"https://{host}"
    : null;
