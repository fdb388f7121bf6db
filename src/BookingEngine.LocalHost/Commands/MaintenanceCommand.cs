using System.Diagnostics;
using BookingEngine.ReadModels;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Rebuilds or checks the read models, with progress on the console.</summary>
public static class MaintenanceCommand
{
    public static async Task<int> RunAsync(string command, Rebuild rebuild, TextWriter output, CancellationToken cancellation)
    {
        var progress = new ConsoleProgress(output);
        var clock = Stopwatch.StartNew();
        var done = command == "rebuild" ? await rebuild.RunAsync(progress, cancellation) : await rebuild.CheckAsync(progress, cancellation);
        output.WriteLine($"{command}: {Words(done)} in {clock.Elapsed.TotalSeconds:0.0} s{(command == "check" ? $", {done.Different} documents differ" : "")}");
        if (done.Unreadable > 0)
        {
            output.WriteLine($"{command}: {done.Unreadable} streams cannot be read: restore them from a backup, or run the version that wrote them");
        }

        return done is { Different: 0, Unreadable: 0 } ? 0 : 1;
    }

    private static string Words(RebuildProgress p) => $"{p.Streams} streams, {p.Events} events, {p.Documents} documents";

    // A line a second: enough to see that it moves and how fast, little enough for a log file.
    private sealed class ConsoleProgress(TextWriter output) : IProgress<RebuildProgress>
    {
        private long _last = Stopwatch.GetTimestamp();

        public void Report(RebuildProgress value)
        {
            if (Stopwatch.GetElapsedTime(_last) >= TimeSpan.FromSeconds(1))
            {
                _last = Stopwatch.GetTimestamp();
                output.WriteLine($"  {Words(value)} …");
            }
        }
    }
}
