using System.CommandLine;
using System.Diagnostics;
using BookingEngine.Functions;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Moving;
using BookingEngine.LocalHost.Startup;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Imports an earlier implementation's database. Prints progress and a line per skipped document.</summary>
internal static class ImportCommand
{
    private static readonly Option<string?> From = new("--from") { Description = "The earlier database, in the same MONGODB_URI.", HelpName = "database" };

    public static Command Create()
    {
        Command command = new("import", "Import users and bookings of an earlier implementation into MONGODB_DB. You may stop and repeat the import.") { From };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var (urls, configured) = (StartOptions.UrlsOf(result), EnvironmentConfiguration.Read());
        var settings = LocalSettings.Read(configured, GeneratedSecrets.None, urls);
        if (settings.Mongo is null || result.GetValue(From) is not { Length: > 0 } from || from == settings.Mongo.Database)
        {
            throw new SettingException(
                "import needs MONGODB_URI, MONGODB_DB with the new database, and --from with the earlier database in the same MongoDB. Set all three.");
        }

        await using var services = new ServiceCollection().AddLogging().AddFunctions(settings).AddSingleton<Import>().BuildServiceProvider();
        await services.PrepareStoreAsync(cancellation);
        return await ImportAsync(services.GetRequiredService<Import>(), from, Console.Out, cancellation);
    }

    private static async Task<int> ImportAsync(Import import, string database, TextWriter output, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var progress = new ConsoleProgress<ImportProgress>(output, Summary);
        var done = await import.RunAsync(database, progress, skipped => output.WriteLine($"skipped: {skipped.Collection} {skipped.Id}: {skipped.Reason}"), cancellation);
        output.WriteLine($"import: {Summary(done)} in {clock.Elapsed.TotalSeconds:0.0} s");
        return done.Skipped == 0 ? 0 : 1;
    }

    private static string Summary(ImportProgress p) => $"{p.Users} users, {p.Bookings} bookings, {p.Skipped} skipped";
}
