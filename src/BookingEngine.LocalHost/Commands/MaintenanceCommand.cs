using System.CommandLine;
using System.Diagnostics;
using BookingEngine.Functions;
using BookingEngine.Infrastructure;
using BookingEngine.LocalHost.Startup;
using BookingEngine.ReadModels;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Rebuilds or checks the read models, with progress on the console.</summary>
internal static class MaintenanceCommand
{
    public static Command CreateRebuild() => Create(
        "rebuild", "Rebuild all read models from the events. A process may serve meanwhile.",
        (rebuild, progress, cancellation) => rebuild.RunAsync(progress, cancellation));

    public static Command CreateCheck() => Create(
        "check", "Compare all read models with the events. The exit code is 1 if they differ.",
        (rebuild, progress, cancellation) => rebuild.CheckAsync(progress, cancellation));

    public static IProgress<RebuildProgress> Progress(TextWriter output) => new ConsoleProgress<RebuildProgress>(output, Summary);

    public static string Summary(RebuildProgress p) => $"{p.Streams} streams, {p.Events} events, {p.Documents} documents";

    private static Command Create(
        string name, string description, Func<Rebuild, IProgress<RebuildProgress>, CancellationToken, Task<RebuildProgress>> run)
    {
        Command command = new(name, description);
        command.SetAction(async (result, cancellation) =>
        {
            var (urls, configured) = (StartOptions.UrlsOf(result), EnvironmentConfiguration.Read());
            var secrets = LocalSettings.NamesMongo(configured) ? GeneratedSecrets.None : LocalSettings.SecretsOfExisting(configured);
            await using var services = new ServiceCollection()
                .AddLogging().AddFunctions(LocalSettings.Read(configured, secrets, urls)).BuildServiceProvider();
            await services.PrepareStoreAsync(cancellation);
            var clock = Stopwatch.StartNew();
            var done = await run(services.GetRequiredService<Rebuild>(), Progress(Console.Out), cancellation);
            return Report(name, done, clock.Elapsed, Console.Out);
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
}
