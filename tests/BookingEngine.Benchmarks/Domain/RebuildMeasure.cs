using System.Diagnostics;
using BookingEngine.Benchmarks.Figures;
using BookingEngine.Benchmarks.Stores;
using BookingEngine.ReadModels;

namespace BookingEngine.Benchmarks.Domain;

/// <summary>A rebuild of all read models on a store with 200,000 events.</summary>
public static class RebuildMeasure
{
    private const int Events = 200_000;

    public static async Task RunAsync(Table table)
    {
        Console.WriteLine($"Rebuilding read models from {Events:N0} events");
        using var deployment = new Deployment();
        await using var services = deployment.Open();
        await Seed.BookingsAsync(services, Events);
        var clock = Stopwatch.StartNew();
        var done = await services.GetRequiredService<Rebuild>().RunAsync(new Progress(), CancellationToken.None);
        table.AtLeast($"Rebuild of {done.Documents:N0} documents", done.Events / clock.Elapsed.TotalSeconds, 100_000);
    }

    private sealed class Progress : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value)
        {
            if (value.Streams % 10 == 0)
            {
                Console.WriteLine($"  {value.Streams} streams, {value.Events:N0} events rebuilt");
            }
        }
    }
}
