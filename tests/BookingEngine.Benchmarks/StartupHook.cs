using System.Diagnostics;
using System.Globalization;
using BookingEngine.Benchmarks.Cost.Days;

#pragma warning disable CA1050, IDE0130 // The runtime finds a startup hook by this name, without a namespace.

/// <summary>Runs inside a measured server, by <c>DOTNET_STARTUP_HOOKS</c>: for each line of input it prints what the process has used. Nobody outside
/// of a process can see what it allocated, or its processor time finer than in hundredths of a second.</summary>
internal static class StartupHook
{
    /// <summary>The text before the numbers: allocated bytes, processor time in ticks; working set, pages of files in it and the managed heap, in
    /// bytes.</summary>
    public const string Mark = "Used so far: ";

    public static void Initialize()
    {
        new Thread(Answer) { IsBackground = true, Name = "benchmark" }.Start();
        if (Environment.GetEnvironmentVariable(VirtualClock.Variable) is { Length: > 0 } clock)
        {
            DiagnosticListener.AllListeners.Subscribe(new ClockHook(clock));
        }
    }

    private static void Answer()
    {
        while (Console.In.ReadLine() is not null)
        {
            Console.Out.WriteLine(
                $"{Mark}{GC.GetTotalAllocatedBytes()} {Environment.CpuUsage.TotalTime.Ticks} {Environment.WorkingSet} {FilePages()} {GC.GetGCMemoryInfo().TotalCommittedBytes}");
        }
    }

    // Linux tells it in a line such as "RssFile:     70000 kB". Zero elsewhere.
    private static long FilePages() => !OperatingSystem.IsLinux() ? 0 : 1024 * File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("RssFile:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(':', 'k')[1], CultureInfo.InvariantCulture));
}
