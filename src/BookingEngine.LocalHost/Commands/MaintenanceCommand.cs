using System.CommandLine;
using System.Diagnostics;
using BookingEngine.Functions;
using BookingEngine.Infrastructure;
using BookingEngine.LocalHost.Startup;
using BookingEngine.ReadModels;
using BookingEngine.Users.Administration;
using NodaTime.Text;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Rebuilds or checks the read models, and lists accounts that need a decision.</summary>
internal static class MaintenanceCommand
{
    public static Command CreateRebuild() => Create(
        "rebuild", "Rebuild all read models from the events. A process may serve meanwhile.",
        (rebuild, progress, cancellation) => rebuild.RunAsync(progress, cancellation));

    public static Command CreateCheck() => Create(
        "check", "Compare all read models with the events. The exit code is 1 if they differ.",
        (rebuild, progress, cancellation) => rebuild.CheckAsync(progress, cancellation));

    public static Command CreateAddresses() => Create(
        "addresses", "List accounts whose mail addresses are spellings of one address. The exit code is 1 if there are any.",
        async (services, _, cancellation) => Report(await services.GetRequiredService<SharedAddresses>().FindAsync(cancellation), Console.Out));

    public static IProgress<RebuildProgress> Progress(TextWriter output) => new ConsoleProgress<RebuildProgress>(output, Summary);

    public static string Summary(RebuildProgress p) => $"{p.Streams} streams, {p.Events} events, {p.Documents} documents";

    private static Command Create(
        string name, string description, Func<Rebuild, IProgress<RebuildProgress>, CancellationToken, Task<RebuildProgress>> run) =>
        Create(name, description, async (services, _, cancellation) =>
        {
            var clock = Stopwatch.StartNew();
            var done = await run(services.GetRequiredService<Rebuild>(), Progress(Console.Out), cancellation);
            return Report(name, done, clock.Elapsed, Console.Out);
        });

    /// <summary>A command on the store, which needs the settings of the serving processes.</summary>
    public static Command Create(string name, string description, Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> run)
    {
        Command command = new(name, description);
        command.SetAction(async (result, cancellation) =>
        {
            var (urls, configured) = (StartOptions.UrlsOf(result), EnvironmentConfiguration.Read());
            var secrets = LocalSettings.NamesMongo(configured) ? GeneratedSecrets.None : LocalSettings.SecretsOfExisting(configured);
            await using var services = new ServiceCollection()
                .AddLogging().AddFunctions(LocalSettings.Read(configured, secrets, urls)).BuildServiceProvider();
            await services.PrepareStoreAsync(cancellation);
            return await run(services, result, cancellation);
        });
        return command;
    }

    private static int Report(string name, RebuildProgress done, TimeSpan took, TextWriter output)
    {
        output.WriteLine($"{name}: {Summary(done)} in {took.TotalSeconds:0.0} s{(name == "check" ? $", {done.Different} documents differ" : "")}");
        if (done.Unreadable > 0)
        {
            output.WriteLine($"{name}: {done.Unreadable} streams cannot be read. Restore them from a backup, or run the version that wrote them.");
        }

        return done is { Different: 0, Unreadable: 0 } ? 0 : 1;
    }

    private static int Report(IReadOnlyList<SharedAddress> shared, TextWriter output)
    {
        foreach (var address in shared)
        {
            output.WriteLine(address.Canonical);
            foreach (var user in address.Users)
            {
                output.WriteLine($"  {user.Id}  {InstantPattern.General.Format(user.CreatedAt)}  {user.Email}");
            }
        }

        output.WriteLine($"addresses: {shared.Count} shared by {shared.Sum(address => address.Users.Count)} accounts");
        return shared.Count == 0 ? 0 : 1;
    }
}
