using System.Globalization;

namespace BookingEngine.Benchmarks;

/// <summary>The results of a generator or loop.</summary>
/// <param name="Failed">Answers that were no success, and connections that broke.</param>
public sealed record Measurement(
    long Count, double Seconds, long Failed, double P50Milliseconds, double P99Milliseconds, double P999Milliseconds)
{
    private const string Mark = "RESULT";

    public double PerSecond => Count / Seconds;

    /// <summary>The processor time of the measured process for each, in microseconds. It is steadier than the rate if the machine is shared. Null if
    /// not measured.</summary>
    public double? ProcessorMicroseconds { get; init; }

    /// <summary>What the measured process allocated for each. Null if not measured.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>Latencies in stopwatch ticks.</summary>
    public static Measurement Of(IEnumerable<long> latencies, TimeSpan elapsed, long failed)
    {
        long[] sorted = [.. latencies.Order()];
        double At(double share) => sorted.Length == 0 ? 0 : sorted[(int)(share * (sorted.Length - 1))] * 1_000.0 / System.Diagnostics.Stopwatch.Frequency;
        return new(sorted.Length, elapsed.TotalSeconds, failed, At(0.5), At(0.99), At(0.999));
    }

    /// <summary>The line that a generator prints at its end: times in microseconds.</summary>
    public static Measurement Parse(string output)
    {
        var line = output.Split('\n').LastOrDefault(l => l.StartsWith(Mark, StringComparison.Ordinal))
            ?? throw new BenchmarkException($"The load generator gave no result:\n{output}");
        var n = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return new((long)n[0], n[1] / 1e6, (long)n[2], n[3] / 1e3, n[4] / 1e3, n[5] / 1e3);
    }

    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Mark} {Count} {Seconds * 1e6:0} {Failed} {P50Milliseconds * 1e3:0} {P99Milliseconds * 1e3:0} {P999Milliseconds * 1e3:0}");

    /// <summary>With what a process used during the measurement.</summary>
    public Measurement With(TimeSpan processor, long allocated) =>
        this with { ProcessorMicroseconds = processor.TotalMicroseconds / Count, AllocatedBytes = allocated / Count };
}
