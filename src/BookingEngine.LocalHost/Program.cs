using BookingEngine.Functions;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Sqlite;
using BookingEngine.LocalHost;
using BookingEngine.LocalHost.Commands;
using BookingEngine.LocalHost.Startup;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using Microsoft.Extensions.Hosting;

try
{
    var commandLine = CommandLine.Parse(args);
    var configured = Configured.Read();
    switch (commandLine.Command)
    {
        case "help":
            Console.WriteLine(CommandLine.Usage);
            return 0;
        case "openapi":
            OpenApiCommand.Run(commandLine.Output, Console.Out);
            return 0;
        case "poison list" or "poison put-back":
            return await PoisonCommand.RunAsync(
                commandLine.Command, commandLine.Queue, new SettingReader(configured), Console.Out, CancellationToken.None);
        case "serve":
            await ServeAsync(commandLine, configured);
            return 0;
        default:
            return await MaintainAsync(commandLine, configured);
    }
}
catch (Exception e) when (e is SettingException or UnusableStoreException or StoreUnavailableException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine($"{e.Message} Stop the other process, or choose another address with --urls.");
    return 1;
}
catch (Exception e) when (e is System.Net.Sockets.SocketException or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" })
{
    Console.Error.WriteLine($"--urls must name addresses of this machine: {e.Message}");
    return 1;
}

static async Task ServeAsync(CommandLine commandLine, Func<string, string?> configured)
{
    using var folder = DataFolder.Take(LocalSettings.FolderOf(configured));
    var secrets = MadeSecrets.ReadOrMake(folder.Path, name => configured(name) is { Length: > 0 });
    var settings = LocalSettings.Read(configured, secrets, commandLine.Urls);
    await using var app = LocalHostApplication.Build(settings, commandLine.Urls);
    await app.StartAsync();
    Banner.Print(Console.Out, app.Urls, settings, secrets);
    await app.WaitForShutdownAsync();
}

static async Task<int> MaintainAsync(CommandLine commandLine, Func<string, string?> configured)
{
    var folder = Path.GetFullPath(LocalSettings.FolderOf(configured));
    if (!File.Exists(Path.Combine(folder, "booking.db")))
    {
        throw new SettingException($"DATA_DIR must be a folder that holds a deployment's data; {folder} does not.");
    }

    var secrets = MadeSecrets.ReadOrMake(folder, name => configured(name) is { Length: > 0 }, keep: false);
    var settings = LocalSettings.Read(configured, secrets, commandLine.Urls);
    await using var services = new ServiceCollection().AddLogging().AddFunctions(settings).BuildServiceProvider();
    return await MaintenanceCommand.RunAsync(commandLine.Command, services.GetRequiredService<Rebuild>(), Console.Out, CancellationToken.None);
}
