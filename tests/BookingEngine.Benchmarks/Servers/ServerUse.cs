using System.Globalization;

namespace BookingEngine.Benchmarks.Servers;

/// <param name="Processor">The processor time so far.</param>
/// <param name="Allocated">The bytes allocated so far.</param>
/// <param name="Memory">What it has in memory now.</param>
public readonly record struct ServerUse(TimeSpan Processor, long Allocated, MemoryUse Memory)
{
    /// <summary>What follows the mark of <see cref="StartupHook"/>.</summary>
    public static ServerUse Parse(string line)
    {
        var numbers = Array.ConvertAll(line.Split(' '), n => long.Parse(n, CultureInfo.InvariantCulture));
        return new(TimeSpan.FromTicks(numbers[1]), numbers[0], new(numbers[2], numbers[3], numbers[4]));
    }

    /// <summary>Of this process, without its memory.</summary>
    public static ServerUse OfThisProcess() => new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), default);
}

/// <param name="WorkingSet">All bytes.</param>
/// <param name="Files">Pages of files among them: of the runtime, of libraries, and of SQLite's shared index. The system can drop and read them again.</param>
/// <param name="Heap">What the garbage collector had committed after its last collection.</param>
public readonly record struct MemoryUse(long WorkingSet, long Files, long Heap)
{
    /// <summary>Compiled code, SQLite's caches, threads.</summary>
    public long Rest => WorkingSet - Files - Heap;
}
