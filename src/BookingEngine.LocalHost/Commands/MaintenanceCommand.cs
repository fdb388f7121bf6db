using System.Diagnostics;
using BookingEngine.ReadModels;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Rebuilds or checks the read models, with progress on the console.</summary>
public static class MaintenanceCommand
{
    public static async Task<int> RunAsync(string command, Rebuild rebuild, TextWriter output, CancellationToken cancellation)
    {
        var progress = Progress(output);
        var clock = Stopwatch.StartNew();
        var done = command == "rebuild" ? await rebuild.RunAsync(progress, cancellation) : await rebuild.CheckAsync(progress, cancellation);
        output.WriteLine($"{command}: {Words(done)} in {clock.Elapsed.TotalSeconds:0.0} s{(command == "check" ? $", {done.Different} documents differ" : "")}");
        if (done.Unreadable > 0)
        {
            output.WriteLine($"{command}: {done.Unreadable} streams cannot be read: restore them from a backup, or run the version that wrote them");
        }

        return done is { Different: 0, Unreadable: 0 } ? 0 : 1;
    }

    /// <summary>How far a walk over all streams has got, on the console.</summary>
    public static IProgress<RebuildProgress> Progress(TextWriter output) => new ConsoleProgress<RebuildProgress>(output, Words);

    public static string Words(RebuildProgress p) => $"{p.Streams} streams, {p.Events} events, {p.Documents} documents";
}
