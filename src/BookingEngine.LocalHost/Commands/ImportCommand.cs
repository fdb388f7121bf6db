using System.Diagnostics;
using BookingEngine.Infrastructure.Moving;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Imports an earlier implementation's database, with progress and a line for each thing left out.</summary>
public static class ImportCommand
{
    public static async Task<int> RunAsync(Import import, string database, TextWriter output, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var progress = new ConsoleProgress<ImportProgress>(output, Words);
        var done = await import.RunAsync(database, progress, left => output.WriteLine($"left out: {left.Collection} {left.Id}: {left.Why}"), cancellation);
        output.WriteLine($"import: {Words(done)} in {clock.Elapsed.TotalSeconds:0.0} s");
        return done.LeftOut == 0 ? 0 : 1;
    }

    private static string Words(ImportProgress p) => $"{p.Users} users, {p.Bookings} bookings, {p.LeftOut} left out";
}
