using System.Diagnostics;
using BookingEngine.Infrastructure.Moving;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Moves the data folder's deployment to MongoDB, with progress on the console.</summary>
public static class MoveCommand
{
    public static async Task<int> RunAsync(TenantMove move, TextWriter output, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var progress = new ConsoleProgress<MoveProgress>(output, p => $"{p.What}: {p.Done}");
        var rebuilt = await move.RunAsync(progress, MaintenanceCommand.Progress(output), cancellation);
        output.WriteLine($"moved: {MaintenanceCommand.Words(rebuilt)} in {clock.Elapsed.TotalSeconds:0.0} s; the data folder is as it was");
        output.WriteLine("Give the new deployment the same API_KEY and JWT_SECRET_KEY, or clients and links in mails stop working.");
        return rebuilt.Unreadable == 0 ? 0 : 1;
    }
}
