using BookingEngine.Functions;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Moving;
using BookingEngine.Infrastructure.Sqlite;
using BookingEngine.LocalHost;
using BookingEngine.LocalHost.Commands;
using BookingEngine.LocalHost.Demo;
using BookingEngine.LocalHost.Startup;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using Microsoft.Extensions.Hosting;

try
{
    var commandLine = CommandLine.Parse(args);
    var configured = EnvironmentConfiguration.Read();
    switch (commandLine.Command)
    {
        case "help":
            Console.WriteLine(CommandLine.Usage);
            return 0;
        case "openapi":
            OpenApiCommand.Run(commandLine.Output, Console.Out);
            return 0;
        case "move-to-mongodb":
            return await MoveAsync(commandLine, configured);
        case "import":
            return await ImportAsync(commandLine, configured);
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
    // What is kept in MongoDB is shared with other processes: nothing is locked, and no secret is made up.
    using var folder = LocalSettings.NamesMongo(configured) ? null : DataFolder.Take(LocalSettings.FolderOf(configured));
    var secrets = folder is null ? GeneratedSecrets.None : GeneratedSecrets.ReadOrMake(folder.Path, name => configured(name) is { Length: > 0 });
    var settings = LocalSettings.Read(configured, secrets, commandLine.Urls);
    var demo = commandLine.IsDemo ? await DemoStart.EnsureAsync(settings, TimeProvider.System, CancellationToken.None) : null;
    await using var app = LocalHostApplication.Build(settings, commandLine.Urls);
    await app.Services.PrepareStoreAsync(CancellationToken.None);
    await app.Services.EnsureFirstAdminAsync(CancellationToken.None);
    await app.StartAsync();
    Banner.Print(Console.Out, app.Urls, settings, secrets, demo);
    await app.WaitForShutdownAsync();
}

static async Task<int> MaintainAsync(CommandLine commandLine, Func<string, string?> configured)
{
    var secrets = LocalSettings.NamesMongo(configured) ? GeneratedSecrets.None : LocalSettings.SecretsOfExisting(configured);
    var settings = LocalSettings.Read(configured, secrets, commandLine.Urls);
    await using var services = new ServiceCollection().AddLogging().AddFunctions(settings).BuildServiceProvider();
    await services.PrepareStoreAsync(CancellationToken.None);
    return await MaintenanceCommand.RunAsync(commandLine.Command, services.GetRequiredService<Rebuild>(), Console.Out, CancellationToken.None);
}

static async Task<int> MoveAsync(CommandLine commandLine, Func<string, string?> configured)
{
    var settings = LocalSettings.Read(configured, LocalSettings.SecretsOfExisting(configured), commandLine.Urls);
    if (settings.Mongo is null)
    {
        throw new SettingException("MONGODB_URI must name the MongoDB to move to.");
    }

    using var folder = DataFolder.Take(settings.DataFolder);
    using var store = new SqliteStore(folder.Path);
    await using var services = new ServiceCollection().AddLogging().AddFunctions(settings).AddSingleton(store).AddSingleton<TenantMove>().BuildServiceProvider();
    await services.PrepareStoreAsync(CancellationToken.None);
    return await MoveCommand.RunAsync(services.GetRequiredService<TenantMove>(), Console.Out, CancellationToken.None);
}

static async Task<int> ImportAsync(CommandLine commandLine, Func<string, string?> configured)
{
    var settings = LocalSettings.Read(configured, GeneratedSecrets.None, commandLine.Urls);
    if (settings.Mongo is null || commandLine.From is not { Length: > 0 } || commandLine.From == settings.Mongo.Database)
    {
        throw new SettingException("import needs MONGODB_URI, MONGODB_DB for the new database, and --from with the name of the earlier one in the same MongoDB.");
    }

    await using var services = new ServiceCollection().AddLogging().AddFunctions(settings).AddSingleton<Import>().BuildServiceProvider();
    await services.PrepareStoreAsync(CancellationToken.None);
    return await ImportCommand.RunAsync(services.GetRequiredService<Import>(), commandLine.From, Console.Out, CancellationToken.None);
}
