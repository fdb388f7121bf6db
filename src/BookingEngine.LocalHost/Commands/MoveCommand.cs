using System.CommandLine;
using System.Diagnostics;
using BookingEngine.Functions;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Moving;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.LocalHost.Startup;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Moves the data folder's deployment to MongoDB, with progress on the console.</summary>
internal static class MoveCommand
{
    public static Command Create()
    {
        Command command = new(
            "move-to-mongodb",
            "Move the data folder's deployment to MONGODB_URI. Stop all processes that serve from either first. You may stop and repeat the move.");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var (urls, configured) = (StartOptions.UrlsOf(result), EnvironmentConfiguration.Read());
        var secrets = LocalSettings.SecretsOfExisting(configured);
        var settings = LocalSettings.Read(configured, secrets, urls);
        if (settings.Mongo is null)
        {
            throw new SettingException("MONGODB_URI must name the MongoDB to move to.");
        }

        using var folder = DataFolder.Take(settings.DataFolder);
        using var store = new SqliteStore(folder.Path, LocalSettings.DataKeysOfFolder(configured, secrets));
        await using var services = new ServiceCollection()
            .AddLogging().AddFunctions(settings).AddSingleton(store).AddSingleton<TenantMove>().BuildServiceProvider();
        await services.PrepareStoreAsync(cancellation);
        return await MoveAsync(services.GetRequiredService<TenantMove>(), Console.Out, cancellation);
    }

    private static async Task<int> MoveAsync(TenantMove move, TextWriter output, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var progress = new ConsoleProgress<MoveProgress>(output, p => $"{p.Collection}: {p.Done}");
        var rebuilt = await move.RunAsync(progress, MaintenanceCommand.Progress(output), cancellation);
        output.WriteLine($"moved: {MaintenanceCommand.Summary(rebuilt)} in {clock.Elapsed.TotalSeconds:0.0} s; the data folder is unchanged");
        output.WriteLine("Set the same API_KEY, JWT_SECRET_KEY and DATA_KEY in the new deployment. Otherwise clients and links in mails stop working, and no "
            + "name or address can be read.");
        return rebuilt.Unreadable == 0 ? 0 : 1;
    }
}
