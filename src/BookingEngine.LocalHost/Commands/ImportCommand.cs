using System.CommandLine;
using System.Diagnostics;
using BookingEngine.Functions;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Moving;
using BookingEngine.LocalHost.Startup;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Imports an earlier implementation's database, with progress and a line for each thing left out.</summary>
internal static class ImportCommand
{
    private static readonly Option<string?> From = new("--from") { Description = "The earlier database, in the same MONGODB_URI.", HelpName = "database" };

    public static Command Create()
    {
        Command command = new("import", "Import users and bookings of an earlier implementation into MONGODB_DB. May be stopped and run again.") { From };
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
                "import needs MONGODB_URI, MONGODB_DB for the new database, and --from with the name of the earlier one in the same MongoDB.");
        }

        await using var services = new ServiceCollection().AddLogging().AddFunctions(settings).AddSingleton<Import>().BuildServiceProvider();
        await services.PrepareStoreAsync(cancellation);
        return await ImportAsync(services.GetRequiredService<Import>(), from, Console.Out, cancellation);
    }

    private static async Task<int> ImportAsync(Import import, string database, TextWriter output, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var progress = new ConsoleProgress<ImportProgress>(output, Words);
        var done = await import.RunAsync(database, progress, left => output.WriteLine($"left out: {left.Collection} {left.Id}: {left.Why}"), cancellation);
        output.WriteLine($"import: {Words(done)} in {clock.Elapsed.TotalSeconds:0.0} s");
        return done.LeftOut == 0 ? 0 : 1;
    }

    private static string Words(ImportProgress p) => $"{p.Users} users, {p.Bookings} bookings, {p.LeftOut} left out";
}
