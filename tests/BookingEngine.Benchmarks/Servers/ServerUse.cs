using System.Globalization;

namespace BookingEngine.Benchmarks.Servers;

/// <param name="Processor">The processor time so far.</param>
/// <param name="Allocated">The bytes allocated so far.</param>
/// <param name="WorkingSet">The bytes in memory now.</param>
public readonly record struct ServerUse(TimeSpan Processor, long Allocated, long WorkingSet)
{
    /// <summary>What follows the mark of <see cref="StartupHook"/>.</summary>
    public static ServerUse Parse(string line)
    {
        var numbers = Array.ConvertAll(line.Split(' '), n => long.Parse(n, CultureInfo.InvariantCulture));
        return new(TimeSpan.FromTicks(numbers[1]), numbers[0], numbers[2]);
    }

    /// <summary>Of this process.</summary>
    public static ServerUse OfThisProcess() => new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Environment.WorkingSet);
}
