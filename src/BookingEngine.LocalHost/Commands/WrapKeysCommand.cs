using System.CommandLine;
using System.Diagnostics;
using BookingEngine.Functions;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost.Startup;
using BookingEngine.Privacy;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Wraps all stored keys of persons with DATA_KEY.</summary>
internal static class WrapKeysCommand
{
    public static Command Create()
    {
        Command command = new(
            "wrap-keys",
            "Wrap the stored keys of all persons with DATA_KEY. A data folder without one gets one. Set DATA_KEY in all serving processes first. You may "
            + "stop and repeat it.");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var (urls, configured) = (StartOptions.UrlsOf(result), EnvironmentConfiguration.Read());
        var settings = LocalSettings.Read(configured, SecretsWithDataKey(configured, Console.Out), urls);
        if (settings.DataKeys.Current is null)
        {
            throw new SettingException("wrap-keys needs DATA_KEY. Set it in all serving processes first, then here.");
        }

        await using var services = new ServiceCollection().AddLogging().AddFunctions(settings).AddSingleton<WrapKeys>().BuildServiceProvider();
        await services.PrepareStoreAsync(cancellation);
        return await WrapAsync(services.GetRequiredService<WrapKeys>(), Console.Out, cancellation);
    }

    // A serving process without a data key could not read wrapped keys. So the folder gets its data key only while nobody serves from it.
    private static GeneratedSecrets SecretsWithDataKey(Func<string, string?> configured, TextWriter output)
    {
        if (LocalSettings.NamesMongo(configured))
        {
            return GeneratedSecrets.None;
        }

        var existing = LocalSettings.SecretsOfExisting(configured);
        if (IsConfigured(DataKeySettings.Current) || existing.Find(DataKeySettings.Current) is not null)
        {
            return existing;
        }

        using var folder = DataFolder.Take(LocalSettings.FolderOf(configured));
        var secrets = GeneratedSecrets.WithDataKey(folder.Path, IsConfigured);
        output.WriteLine($"DATA_KEY was generated and saved in {secrets.Path}. Back it up, apart from keys.db.");
        return secrets;

        bool IsConfigured(string name) => configured(name) is { Length: > 0 };
    }

    private static async Task<int> WrapAsync(WrapKeys keys, TextWriter output, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var done = await keys.RunAsync(new ConsoleProgress<WrapProgress>(output, p => $"{p.Wrapped} of {p.Checked} keys"), cancellation);
        output.WriteLine($"wrap-keys: {done.Wrapped} keys wrapped in {clock.Elapsed.TotalSeconds:0.0} s");
        output.WriteLine(done.IsComplete
            ? "No key is plain or wrapped with an earlier DATA_KEY. You may remove DATA_KEY_PREVIOUS. Delete backups of the keys from before."
            : "Some keys are still plain or wrapped with an earlier DATA_KEY: a process writes them. Set the same DATA_KEY in all processes, and run this again.");
        return done.IsComplete ? 0 : 1;
    }
}
