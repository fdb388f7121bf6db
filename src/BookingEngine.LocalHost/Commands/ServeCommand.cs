using System.CommandLine;
using BookingEngine.Functions;
using BookingEngine.Infrastructure;
using BookingEngine.LocalHost.Demo;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.LocalHost.Startup;
using Microsoft.Extensions.Hosting;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Serves the API until the process is stopped.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Create()
    {
        Command command = new(Name, "Serve the API (the default).");
        command.SetAction((result, _) => RunAsync(result));
        return command;
    }

    public static async Task<int> RunAsync(ParseResult result)
    {
        var urls = StartOptions.UrlsOf(result);
        var configured = EnvironmentConfiguration.Read();

        // Other processes share a MongoDB: nothing is locked, and no secret is generated.
        using var folder = LocalSettings.NamesMongo(configured) ? null : DataFolder.Take(LocalSettings.FolderOf(configured));
        var secrets = folder is null ? GeneratedSecrets.None : GeneratedSecrets.ReadOrCreate(folder.Path, name => configured(name) is { Length: > 0 });
        var settings = LocalSettings.Read(configured, secrets, urls);
        var demo = result.GetValue(StartOptions.Demo) ? await DemoStart.EnsureAsync(settings, TimeProvider.System, CancellationToken.None) : null;
        await using var app = LocalHostApplication.Build(settings, urls);
        app.Services.WarnAboutSettings();
        await app.Services.PrepareStoreAsync(CancellationToken.None);
        await app.Services.EnsureFirstAdminAsync(CancellationToken.None);
        await app.StartOrStopAsync();
        Banner.Print(Console.Out, app.Urls, settings, secrets, demo);
        await app.Services.RecordHandlerStartsAsync(CancellationToken.None); // soon enough, see HandlerStarts
        await app.WaitForShutdownAsync();
        return 0;
    }
}
